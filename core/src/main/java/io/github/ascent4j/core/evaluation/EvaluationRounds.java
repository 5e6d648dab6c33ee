package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.InputRows;
import io.github.ascent4j.core.policy.SampledRows;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.PlayInterruptedException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Design. Copies go on into episodes that nobody asked for while the longest one of a round is played:
 * an environment has no way to start some of its copies from seeds, and a copy that stands costs the
 * policy as much. What makes the number of copies change nothing is that a row of a network does not
 * depend on the others, and that each episode draws from a generator of its own.
 */

/** Plays the episodes of a plan, one in every copy at a time. */
final class EvaluationRounds {
  private final ActorCriticPolicy policy;
  private final VectorEnvironment environment;
  private final EvaluationPlan plan;
  private final int copies;
  private final int actionSize;
  private final StepBatch step;
  private final boolean @Nullable [] masks;
  private final float[] actions;
  private final SampledRows drawn;
  private final double[] running;
  private final int[] ended;
  private final List<Double> returns = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  EvaluationRounds(ActorCriticPolicy policy, VectorEnvironment environment, EvaluationPlan plan) {
    this.policy = policy;
    this.environment = environment;
    this.plan = plan;
    copies = environment.copies();
    actionSize = environment.actionSpace().flatSize();
    step = new StepBatch(environment).usedBy(this);
    masks = step.actionMasks.length > 0 ? step.actionMasks : null;
    actions = new float[copies * actionSize];
    drawn = SampledRows.of(policy.distribution(), copies);
    running = new double[copies];
    ended = new int[copies];
  }

  Evaluation play() {
    return play(plan.deterministic() ? null : plan::random);
  }

  /**
   * @param randoms what the actions of an episode are drawn from; null for the most probable ones
   */
  Evaluation play(@Nullable IntFunction<RandomGenerator> randoms) {
    for (int first = 0; first < plan.episodes(); first += copies) {
      round(first, Math.min(copies, plan.episodes() - first), randoms);
    }
    return new Evaluation(returns, lengths);
  }

  private void round(int first, int wanted, @Nullable IntFunction<RandomGenerator> randoms) {
    InputRows inputs = new InputRows(policy.description(), copies);
    RandomGenerator[] random =
        randoms == null
            ? new RandomGenerator[0]
            : IntStream.range(first, first + copies)
                .mapToObj(randoms)
                .toArray(RandomGenerator[]::new);
    Arrays.fill(running, 0);
    Arrays.fill(ended, 0);
    PlayInterruptedException.check(environment);
    environment.reset(plan.seed() + first, step);
    int playing = wanted;
    int most = plan.mostSteps(environment);
    for (int t = 1; playing > 0; t++) {
      if (t > most) {
        throw endless(first, most);
      }
      PlayInterruptedException.check(environment);
      checkCategories(inputs, t - 1);
      act(inputs, random);
      environment.step(actions, step);
      for (int b = 0; b < copies; b++) {
        inputs.memory.remember(b, actions, b * actionSize, step.rewards[b]);
        if (b < wanted && ended[b] == 0) {
          count(b, t);
          playing -= ended[b] > 0 ? 1 : 0;
        }
      }
    }
    for (int b = 0; b < wanted; b++) {
      returns.add(running[b]);
      lengths.add(ended[b]);
    }
  }

  private void act(InputRows inputs, RandomGenerator[] random) {
    inputs.load(step.observations, step.images, 0, policy.normalizer());
    if (random.length == 0) {
      policy.mode(inputs.network, masks, drawn.actions(), drawn.values());
    } else {
      policy.sample(inputs.network, masks, drawn, random);
    }
    policy.map(drawn.actions(), 0, actions, 0, copies);
  }

  private void checkCategories(InputRows inputs, int t) {
    for (int b = 0; b < copies; b++) {
      String complaint = inputs.complaint(step.observations, b);
      if (complaint != null) {
        throw new EnvironmentException(
            environment.name() + ", copy " + b + ", after " + t + " steps: " + complaint);
      }
    }
  }

  private void count(int b, int t) {
    running[b] += step.rewards[b];
    if (!Double.isFinite(running[b])) {
      throw new EnvironmentException(
          environment.name()
              + ", copy "
              + b
              + ": return "
              + running[b]
              + " after "
              + t
              + " steps; rewards must be finite");
    }
    if (step.terminated[b] || step.truncated[b]) {
      ended[b] = t;
    }
  }

  private EndlessEpisodeException endless(int first, int steps) {
    int b = 0;
    while (ended[b] > 0) {
      b++;
    }
    return new EndlessEpisodeException(environment.name(), plan, first + b, steps);
  }
}
