package io.github.ascent4j.core.reinforce;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.CommonConfig;
import io.github.ascent4j.core.training.CommonSettings;
import io.github.ascent4j.policy.action.ActionMapping;

/**
 * Every setting of REINFORCE (Williams 1992, "Simple statistical gradient-following algorithms for
 * connectionist reinforcement learning") in tianshou's form.
 *
 * <p>Derived counts, for B environments: a batch has {@code T B} samples or whole episodes; a
 * minibatch has {@code minibatchSize} of them, the last up to one less than twice as many.
 *
 * @param rolloutSteps T, steps of each environment between updates; 0 if {@code episodes} is given
 * @param episodes episodes between updates; 0 if {@code rolloutSteps} is given
 * @param minibatchSize samples of a minibatch, a shorter last one joining the one before; 0 for all
 *     at once
 * @param repeats passes over each batch
 * @param gamma discount, 0 to 1
 * @param normalizeReturns whether returns are normalised by running statistics, whose mean then
 *     stands in for what a cut episode would have earned
 * @param sumActionDimensions whether log-probabilities of an action's dimensions are summed; a
 *     plain Normal in tianshou averages them
 * @param deterministicEvaluation whether evaluations during training take the most probable actions
 * @param common what every algorithm has
 */
public record ReinforceConfig(
    int rolloutSteps,
    int episodes,
    int minibatchSize,
    int repeats,
    Schedule gamma,
    boolean normalizeReturns,
    boolean sumActionDimensions,
    boolean deterministicEvaluation,
    CommonConfig common)
    implements CommonSettings<ReinforceConfig> {

  public ReinforceConfig {
    if (rolloutSteps < 0 || episodes < 0 || (rolloutSteps == 0) == (episodes == 0)) {
      throw new IllegalArgumentException(
          "rolloutSteps "
              + rolloutSteps
              + " and episodes "
              + episodes
              + ": give one of them a positive number and the other 0");
    }
    Ranges.atLeast("minibatchSize", minibatchSize, 0);
    Ranges.atLeast("repeats", repeats, 1);
    Ranges.within("gamma", gamma, 0, 1);
  }

  private ReinforceConfig withLength(int steps, int number) {
    return new ReinforceConfig(
        steps,
        number,
        minibatchSize,
        repeats,
        gamma,
        normalizeReturns,
        sumActionDimensions,
        deterministicEvaluation,
        common);
  }

  @Override
  public boolean hasCritic() {
    return false;
  }

  /** Truncated episodes are not valued, but given the running mean of the returns. */
  @Override
  public boolean bootstrapTruncated() {
    return false;
  }

  @Override
  public RolloutLength rolloutLength(int environments) {
    return episodes > 0
        ? new RolloutLength.Episodes(1, episodes)
        : new RolloutLength.Steps(rolloutSteps);
  }

  @Override
  public double rewardScalingDiscount() {
    return gamma.start();
  }

  /**
   * tianshou's REINFORCE with the defaults of its class, trained as its MuJoCo example does, whose
   * steps per collect are counted over all environments: T is {@code ceil(2048 / environments)}.
   */
  public static ReinforceConfig tianshou(int environments) {
    return new ReinforceConfig(
            RolloutLength.share(2048, environments),
            0,
            0,
            1,
            Schedule.constant(0.99),
            false,
            true,
            false,
            CommonConfig.of(Schedule.linear(1e-3)))
        .withPolicy(
            PolicyConfig.DEFAULT
                .withLogStdInit(-0.5)
                .withActionScaling(true)
                .withActionBound(ActionMapping.Bound.CLIP));
  }

  /**
   * tianshou's recipe for MuJoCo, of its {@code mujoco_reinforce.py}: {@link #tianshou} with
   * observations and returns normalised and actions bound by tanh. The policy's last layer starts
   * orthogonal with gain sqrt(2), times 0.01.
   */
  public static ReinforceConfig tianshouMujoco(int environments) {
    ReinforceConfig config = tianshou(environments);
    return config
        .withNormalizeReturns(true)
        .withNormalization(
            NormalizationConfig.NONE.withObservations(ObservationNormalization.TIANSHOU))
        .withPolicy(
            config
                .policy()
                .withActionBound(ActionMapping.Bound.TANH)
                .withPolicyGain(0.01 * Math.sqrt(2)));
  }

  /** Sets the steps between updates, in place of a number of episodes. */
  public ReinforceConfig withRolloutSteps(int value) {
    return withLength(value, 0);
  }

  /** Sets the episodes between updates, in place of a number of steps. */
  public ReinforceConfig withEpisodes(int value) {
    return withLength(0, value);
  }

  public ReinforceConfig withMinibatchSize(int value) {
    return with("minibatchSize", value);
  }

  public ReinforceConfig withRepeats(int value) {
    return with("repeats", value);
  }

  public ReinforceConfig withGamma(Schedule value) {
    return with("gamma", value);
  }

  public ReinforceConfig withGamma(double value) {
    return with("gamma", value);
  }

  public ReinforceConfig withNormalizeReturns(boolean value) {
    return with("normalizeReturns", value);
  }

  public ReinforceConfig withSumActionDimensions(boolean value) {
    return with("sumActionDimensions", value);
  }

  public ReinforceConfig withDeterministicEvaluation(boolean value) {
    return with("deterministicEvaluation", value);
  }
}
