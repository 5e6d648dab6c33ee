package io.github.ascent4j.examples.algorithm;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.loss.PolicyGradientLoss;
import io.github.ascent4j.core.loss.Reduction;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.schedule.ScheduledSettings.Setting;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmPreset;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.RolloutSettings;
import io.github.ascent4j.core.update.AdvantageConfig;
import io.github.ascent4j.core.update.AdvantageLearner;
import io.github.ascent4j.core.update.AdvantageStep;
import io.github.ascent4j.core.update.LossConfig;
import io.github.ascent4j.core.update.LossMetrics;
import io.github.ascent4j.core.update.LossSettings;
import io.github.ascent4j.core.update.PolicyGradientPass;
import io.github.ascent4j.core.update.ValueTarget;
import java.util.List;
import java.util.Map;

// @start region="algorithm"
/**
 * Advantage-weighted regression (Peng et al. 2019), on rollouts of the policy itself: actions are
 * imitated, those that did better than the critic expected with more weight.
 */
public final class Awr extends Algorithm<Awr.Config> {
  public Awr() {
    super(
        "awr",
        "advantage-weighted regression: imitates what went well",
        new Config(
                64,
                8,
                0.5,
                20,
                AdvantageConfig.of(0.99, 0.95),
                LossConfig.of(0.5, 0.01),
                CommonConfig.of(3e-3))
            .withMaxGradientNorm(0.5),
        (config, policy, environments, shuffling) -> new Update(config, policy));
  }

  // @end

  // @start region="settings"
  /**
   * Its settings, beside those that it has in common with others.
   *
   * @param rolloutSteps steps of each environment between updates
   * @param epochs steps of the optimiser on each rollout
   * @param beta how little an advantage matters; small values imitate the best actions alone
   * @param largestWeight limit of an action's weight
   * @param advantages how advantages are estimated
   * @param loss how the loss weighs its terms
   * @param common what every algorithm has
   */
  public record Config(
      int rolloutSteps,
      int epochs,
      double beta,
      double largestWeight,
      AdvantageConfig advantages,
      LossConfig loss,
      CommonConfig common)
      implements RolloutSettings<Config>, LossSettings<Config> {

    public Config {
      Ranges.atLeast("rolloutSteps", rolloutSteps, 1);
      Ranges.atLeast("epochs", epochs, 1);
      Ranges.within("beta", beta, 1e-3, 1e3);
      Ranges.within("largestWeight", largestWeight, 1, 1e6);
    }
  }

  // @end

  // @start region="update"
  /** An update: weights in place of advantages, and steps on the usual loss. */
  private static final class Update extends AdvantageLearner {
    private final Config config;
    private final PolicyGradientPass pass;
    private final Setting learningRate;
    private final Setting maxGradientNorm;
    private final Setting valueCoefficient;
    private final Setting entropyCoefficient;

    Update(Config config, ActorCriticPolicy policy) {
      super(
          settings ->
              AdvantageStep.generalized(settings, config.advantages(), ValueTarget.LAMBDA_RETURN)
                  .normalized(true));
      this.config = config;
      pass = new PolicyGradientPass(policy);
      learningRate = settings.add(config.common().learningRate());
      maxGradientNorm = settings.add(config.common().maxGradientNorm());
      valueCoefficient = settings.add(config.loss().valueCoefficient());
      entropyCoefficient = settings.add(config.loss().entropyCoefficient());
    }

    @Override
    protected AlgorithmMetrics update(RolloutBuffer rollout, double explainedVariance) {
      for (int i = 0; i < rollout.size(); i++) {
        double weight = StrictMath.exp(rollout.advantages[i] / config.beta());
        rollout.advantages[i] = (float) Math.min(weight, config.largestWeight());
      }
      ValueLoss value = ValueLoss.unclipped(valueCoefficient.value(), config.loss().valueFactor());
      PolicyGradientLoss loss =
          new PolicyGradientLoss(Reduction.MEAN, entropyCoefficient.value(), value);
      pass.clear();
      pass.samples.load(rollout);
      pass.samples.gatherAll(rollout);
      for (int epoch = 0; epoch < config.epochs(); epoch++) {
        pass.step(loss, learningRate.value(), maxGradientNorm.value());
      }
      return LossMetrics.of(
          pass, pass.sums().valueLoss(), explainedVariance, learningRate.value(), Double.NaN);
    }
  }

  // @end

  // @start region="command"
  @Override
  public List<AlgorithmPreset<Config>> presets() {
    return List.of(
        new AlgorithmPreset<>(
            "awr", "advantage-weighted regression", 8, 100_000, copies -> defaults()),
        new AlgorithmPreset<>(
            "awr-greedy",
            "advantage-weighted regression of the best actions alone",
            8,
            100_000,
            copies -> defaults().with("beta", 0.1)));
  }

  @Override
  public Map<String, String> meanings() {
    return Map.of(
        "beta", "how little an advantage matters; small values imitate the best actions alone",
        "largestWeight", "limit of an action's weight");
  }
  // @end
}
