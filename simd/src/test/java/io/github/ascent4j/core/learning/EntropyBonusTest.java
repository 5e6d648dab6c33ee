package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.advantage.AdvantageNormalization;
import io.github.ascent4j.core.learning.Task.Probe;
import io.github.ascent4j.core.policy.ContinuousDistribution;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.training.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With an entropy bonus c, where an action decides its own reward r and nothing else, the best
 * policy is known as a whole: its density is in proportion to {@code exp(r / c)}. An agent that
 * ends up there has the right gradients of its log-probabilities and of its entropy, and each with
 * its weight.
 */
final class EntropyBonusTest {
  private static final int POINTS = 400;

  /**
   * A task with everything that can be done in it.
   *
   * @param bonus c
   * @param actions every action, or points that stand for all
   * @param raw what distributions give for them
   * @param volume what each of them stands for
   * @param reward of an action where another is the best
   * @param bound of the divergence from the best policy, for what the family cannot be
   */
  record Case(
      Task task,
      double bonus,
      List<float[]> actions,
      List<float[]> raw,
      double volume,
      ToDoubleBiFunction<float[], float[]> reward,
      double bound) {
    @Override
    public String toString() {
      return task.name();
    }
  }

  static Stream<Arguments> methodsWithCases() {
    PolicyConfig policy = Tasks.POLICY;
    PolicyConfig tanhGaussian =
        policy
            .withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN)
            .withStateDependentStd(true);
    PolicyConfig beta = policy.withContinuousActions(ContinuousDistribution.BETA);
    return Stream.of(
            choices(Tasks.choice(), EntropyBonusTest::shareOfRightParts, 4),
            choices(Tasks.choices(), EntropyBonusTest::shareOfRightParts, 3, 2, 4),
            choices(Tasks.bits(), EntropyBonusTest::shareOfRightParts, 2, 2, 2),
            choices(Tasks.shownBar(), (action, bar) -> action[0] == bar[0] ? 1 : 0.2, 6),
            numbers(Tasks.unboundedNumber("Gaussian", policy), 4, a -> a, 0.02),
            numbers(
                Tasks.unboundedNumber(
                    "Gaussian with its deviation", policy.withStateDependentStd(true)),
                4,
                a -> a,
                0.02),
            numbers(
                Tasks.number("tanh-Gaussian", tanhGaussian),
                1,
                a -> 0.5 * Math.log((1 + a) / (1 - a)),
                0.06),
            numbers(Tasks.number("Beta", beta), 1, a -> a, 0.03))
        .flatMap(example -> methods(example.bonus).map(method -> Arguments.of(method, example)));
  }

  /** Advantages are left as they are, since normalising would change what a reward weighs. */
  private static Stream<Method<?>> methods(double bonus) {
    return Stream.of(
        Methods.PPO.with(
            "ppo",
            config ->
                config
                    .withEntropyCoefficient(bonus)
                    .withAdvantageNormalization(AdvantageNormalization.NONE)),
        Methods.A2C.with("a2c", config -> config.withEntropyCoefficient(bonus)),
        Methods.REWARD_TO_GO.with(
            "pg by reward to go",
            config -> config.withEntropyCoefficient(bonus).withNormalizeAdvantages(false)),
        Methods.BASELINE.with(
            "pg with a baseline",
            config -> config.withEntropyCoefficient(bonus).withNormalizeAdvantages(false)),
        Methods.VPG.with(
            "vpg", config -> config.withEntropyCoefficient(bonus).withNormalizeAdvantages(false)));
  }

  private static Case choices(
      Task task, ToDoubleBiFunction<float[], float[]> reward, int... sizes) {
    List<float[]> actions = List.of(new float[0]);
    for (int size : sizes) {
      List<float[]> longer = new ArrayList<>();
      for (float[] action : actions) {
        for (int choice = 0; choice < size; choice++) {
          longer.add(Tasks.joined(action, choice));
        }
      }
      actions = longer;
    }
    return new Case(task, 0.3, actions, actions, 1, reward, 0.02);
  }

  private static double shareOfRightParts(float[] action, float[] best) {
    double right = 0;
    for (int k = 0; k < action.length; k++) {
      right += action[k] == best[k] ? 1 : 0;
    }
    return right / action.length;
  }

  private static Case numbers(Task task, double reach, DoubleUnaryOperator inverse, double bound) {
    List<float[]> actions = new ArrayList<>();
    List<float[]> raw = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double action = reach * ((2 * i + 1.0) / POINTS - 1);
      actions.add(new float[] {(float) action});
      raw.add(new float[] {(float) inverse.applyAsDouble(action)});
    }
    return new Case(
        task,
        0.4,
        actions,
        raw,
        2 * reach / POINTS,
        (action, best) -> -Math.pow(action[0] - best[0], 2),
        bound);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("methodsWithCases")
  void thePolicySettlesWhereRewardAndEntropyBalance(Method<?> method, Case example) {
    try (Agent<?> agent = method.trained(example.task.withGamma(0))) {
      for (Probe probe : example.task.probes()) {
        assertThat(divergence(agent, example, probe))
            .as("KL where the best is %s", probe.best())
            .isBetween(-1e-3, example.bound);
      }
    }
  }

  /** KL(policy || exp(r / c) / Z), in action units. */
  private static double divergence(Agent<?> agent, Case example, Probe probe) {
    double partition = 0;
    double divergence = 0;
    double sum = 0;
    for (int i = 0; i < example.actions.size(); i++) {
      float[] action = example.actions.get(i);
      if (forbidden(probe.mask(), action)) {
        continue;
      }
      double energy = example.reward.applyAsDouble(action, probe.best()) / example.bonus;
      double logProb =
          agent
              .policy()
              .evaluateActions(probe.observation(), probe.mask(), example.raw.get(i))
              .logProbs()[0];
      double prob = Math.exp(logProb) * example.volume;
      partition += Math.exp(energy) * example.volume;
      divergence += prob * (logProb - energy);
      sum += prob;
    }
    assertThat(sum).as("sum of probabilities").isBetween(0.999, 1.001);
    return divergence + Math.log(partition);
  }

  private static boolean forbidden(boolean @Nullable [] mask, float[] action) {
    return mask != null && !mask[(int) action[0]];
  }
}
