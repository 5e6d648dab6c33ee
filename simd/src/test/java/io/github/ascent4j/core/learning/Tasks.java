package io.github.ascent4j.core.learning;

import io.github.ascent4j.core.learning.Task.Probe;
import io.github.ascent4j.core.policy.ContinuousDistribution;
import io.github.ascent4j.core.policy.ExplorationConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Corridor;
import io.github.ascent4j.core.testing.Forbidden;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Mixed;
import io.github.ascent4j.core.testing.Targets;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.action.ActionMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** One task for each kind of action. */
final class Tasks {
  static final PolicyConfig POLICY = PolicyConfig.DEFAULT.withHiddenSizes(List.of(32));

  private Tasks() {}

  /** A choice for each of four observations. */
  static Task choice() {
    List<Probe> probes = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      probes.add(new Probe(oneHot(4, k), null, k));
    }
    return discrete("choice", copies -> Identity.discrete(copies, 4), probes, 20);
  }

  /** The best of five arms. */
  static Task bandit() {
    List<Probe> probes = List.of(new Probe(new float[] {1}, null, 3));
    return discrete("bandit", copies -> new Bandit(copies, 5), probes, 1.25);
  }

  /** Several choices at once. */
  static Task choices() {
    return discrete("choices", Targets::multiDiscrete, targets(3, 2, 4), 20);
  }

  /** Several bits at once. */
  static Task bits() {
    return discrete("bits", Targets::multiBinary, targets(2, 2, 2), 20);
  }

  /** The highest allowed choice, which the observation does not tell. */
  static Task allowedChoice() {
    return discrete("allowed choice", Forbidden::new, bars(false, Forbidden.CHOICES), 20);
  }

  /** The highest allowed choice, which the observation shows. */
  static Task shownBar() {
    return discrete("shown bar", Forbidden::shown, bars(true, Forbidden.CHOICES), 20);
  }

  /** The highest allowed ones of several choices at once. */
  static Task allowedChoices() {
    return discrete("allowed choices", Forbidden::multiDiscrete, bars(false, 3, 2, 4), 20);
  }

  /** All bits that may be set. */
  static Task allowedBits() {
    return discrete("allowed bits", Forbidden::multiBinary, bars(false, 2, 2, 2), 20);
  }

  /** The right door from everywhere, by values behind a cut. */
  static Task corridor() {
    List<Probe> probes = new ArrayList<>();
    for (int cell = 0; cell < Corridor.CELLS; cell++) {
      probes.add(new Probe(oneHot(Corridor.CELLS, cell), null, Corridor.RIGHT));
    }
    return discrete("corridor", Corridor::new, probes, 0).withGamma(0.95);
  }

  /** As {@link #corridor}, for agents that take a cut for an end. */
  static Task shortSightedCorridor() {
    int last = Corridor.CELLS - 1;
    List<Probe> probes =
        List.of(
            new Probe(oneHot(Corridor.CELLS, 0), null, Corridor.LEFT),
            new Probe(oneHot(Corridor.CELLS, 1), null, Corridor.LEFT),
            new Probe(oneHot(Corridor.CELLS, last - 1), null, Corridor.RIGHT),
            new Probe(oneHot(Corridor.CELLS, last), null, Corridor.RIGHT));
    return discrete("corridor of cuts", Corridor::new, probes, 0).withGamma(0.95);
  }

  static List<Task> discrete() {
    return List.of(
        choice(), bandit(), choices(), bits(), allowedChoice(), allowedChoices(), allowedBits());
  }

  /** The same number as observed, for each way to a bounded action. */
  static List<Task> continuous() {
    PolicyConfig scaled = POLICY.withActionScaling(true);
    UnaryOperator<PolicyConfig> own = p -> p.withStateDependentStd(true).withMinLogStd(-2);
    PolicyConfig tanh = POLICY.withActionBound(ActionMapping.Bound.TANH);
    PolicyConfig tanhGaussian = POLICY.withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN);
    PolicyConfig beta = POLICY.withContinuousActions(ContinuousDistribution.BETA);
    return List.of(
        number("clipped number", POLICY),
        number("number with its deviation", own.apply(POLICY)),
        number("squashed number", tanh),
        number("tanh-Gaussian number", tanhGaussian),
        number("Beta number", beta),
        boundedNumber("clipped bounded number", scaled),
        boundedNumber("bounded number with its deviation", own.apply(scaled)),
        boundedNumber("squashed bounded number", tanh),
        boundedNumber("tanh-Gaussian bounded number", tanhGaussian),
        boundedNumber("tanh-Gaussian bounded number with its deviation", own.apply(tanhGaussian)),
        boundedNumber("Beta bounded number", beta));
  }

  /** The highest allowed choice and the number that the observation shows, at once. */
  static Task choiceAndNumber() {
    List<Probe> probes = new ArrayList<>();
    for (Probe number : numbers(-0.8f, 0.8f)) {
      for (int k = 0; k < Mixed.CHOICES; k++) {
        boolean[] mask = new boolean[Mixed.CHOICES];
        Arrays.fill(mask, 0, k + 1, true);
        probes.add(new Probe(number.observation(), mask, k, number.best()[0]));
      }
    }
    return new Task("choice and number", Mixed::new, POLICY, false, 0.5, probes, 0.15, 20 - 0.2);
  }

  /** A number found with noise that comes from the features and is held for four steps. */
  static Task exploredNumber() {
    ExplorationConfig held = ExplorationConfig.DEFAULT.withEnabled(true).withResampleSteps(4);
    return number("explored number", POLICY.withLogStdInit(-2).withExploration(held));
  }

  static Task number() {
    return number("number", POLICY);
  }

  /** A number between bounds that are those of the observation. */
  static Task number(String name, PolicyConfig policy) {
    List<Probe> probes = numbers(-0.8f, 0.8f);
    return new Task(name, Identity::continuous, policy, false, 0.5, probes, 0.15, -0.2);
  }

  /** A number where any is taken. */
  static Task unboundedNumber(String name, PolicyConfig policy) {
    List<Probe> probes = numbers(-0.8f, 0.8f);
    return new Task(name, Identity::unbounded, policy, false, 0.5, probes, 0.15, -0.2);
  }

  /** Half the range is 1.5 here, so is the tolerance. */
  private static Task boundedNumber(String name, PolicyConfig policy) {
    List<Probe> probes = numbers(2.3f, 4.7f);
    return new Task(name, Identity::bounded, policy, true, 0.5, probes, 0.225, -0.45);
  }

  private static List<Probe> numbers(float from, float to) {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i <= 8; i++) {
      float x = from + (to - from) * i / 8;
      probes.add(new Probe(new float[] {x}, null, x));
    }
    return probes;
  }

  private static Task discrete(
      String name, IntFunction<VectorEnvironment> environment, List<Probe> probes, double best) {
    return new Task(name, environment, POLICY, false, 0.5, probes, 0, best);
  }

  /** Every combination of choices, each marked in a part of the observation of its own. */
  private static List<Probe> targets(int... sizes) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Probe(new float[0], null));
    for (int size : sizes) {
      List<Probe> longer = new ArrayList<>();
      for (Probe probe : probes) {
        for (int choice = 0; choice < size; choice++) {
          longer.add(
              new Probe(
                  joined(probe.observation(), oneHot(size, choice)),
                  null,
                  joined(probe.best(), choice)));
        }
      }
      probes = longer;
    }
    return probes;
  }

  /** Every combination of highest allowed choices, with the mask that allows them. */
  private static List<Probe> bars(boolean shown, int... sizes) {
    List<Probe> probes = new ArrayList<>();
    for (Probe probe : targets(sizes)) {
      boolean[] mask = new boolean[probe.observation().length];
      int start = 0;
      for (int k = 0; k < sizes.length; k++) {
        Arrays.fill(mask, start, start + (int) probe.best()[k] + 1, true);
        start += sizes[k];
      }
      float[] observation = shown ? probe.observation() : new float[] {1};
      probes.add(new Probe(observation, mask, probe.best()));
    }
    return probes;
  }

  static float[] joined(float[] head, float... tail) {
    float[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  private static float[] oneHot(int size, int index) {
    float[] observation = new float[size];
    observation[index] = 1;
    return observation;
  }
}
