package io.github.ascent4j.core.update;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;

/**
 * What algorithms have in common that step along the natural gradient beside a critic of its own.
 *
 * @param minibatchSize samples of a critic's step, the last ones of an epoch may be fewer; 0 for
 *     the whole batch
 * @param criticEpochs passes of the critic over the batch; n_critic_updates of Stable-Baselines3,
 *     optim_critic_iters of tianshou
 * @param normalizeAdvantages whether advantages are normalised over the batch
 * @param cgMaxSteps steps of conjugate gradients at most
 * @param cgDamping added to the diagonal of the Fisher matrix
 */
public record NaturalGradientConfig(
    int minibatchSize,
    int criticEpochs,
    boolean normalizeAdvantages,
    int cgMaxSteps,
    double cgDamping)
    implements SettingGroup {

  public NaturalGradientConfig {
    Ranges.atLeast("minibatchSize", minibatchSize, 0);
    Ranges.atLeast("criticEpochs", criticEpochs, 1);
    Ranges.atLeast("cgMaxSteps", cgMaxSteps, 1);
    Ranges.within("cgDamping", cgDamping, 0, 1e6);
  }
}
