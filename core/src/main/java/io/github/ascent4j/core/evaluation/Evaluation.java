package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.InputRows;
import io.github.ascent4j.core.policy.SampledRows;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Returns and lengths of evaluation episodes, in the order of the copies that played them.
 *
 * @param returns undiscounted sums of the environment's own rewards
 * @param lengths steps
 */
public record Evaluation(List<Double> returns, List<Integer> lengths) {

  public Evaluation {
    returns = List.copyOf(returns);
    lengths = List.copyOf(lengths);
    if (returns.isEmpty() || returns.size() != lengths.size()) {
      throw new IllegalArgumentException(
          returns.size() + " returns and " + lengths.size() + " lengths; give one of each or more");
    }
  }

  /**
   * Lets every copy of {@code environment} play one episode: the number of copies is the number of
   * episodes, so that short ones count no more often than long ones.
   *
   * @param seed copy i starts from {@code seed + i}
   * @param random null for the most probable actions, otherwise actions are drawn from it
   */
  public static Evaluation run(
      ActorCriticPolicy policy,
      VectorEnvironment environment,
      long seed,
      @Nullable RandomGenerator random) {
    int copies = environment.copies();
    StepBatch step = new StepBatch(environment);
    boolean @Nullable [] masks = step.actionMasks.length > 0 ? step.actionMasks : null;
    int actionSize = environment.actionSpace().flatSize();
    InputRows inputs = new InputRows(policy.description(), copies);
    float[] actions = new float[copies * actionSize];
    SampledRows drawn = SampledRows.of(policy.distribution(), copies);
    Double[] returns = new Double[copies];
    Integer[] lengths = new Integer[copies];
    double[] running = new double[copies];
    environment.reset(seed, step);
    int playing = copies;
    for (int t = 1; playing > 0; t++) {
      checkCategories(environment, inputs, step, t - 1);
      inputs.load(step.observations, step.images, 0, policy.normalizer());
      if (random == null) {
        policy.mode(inputs.network, masks, drawn.actions(), drawn.values());
      } else {
        policy.sample(inputs.network, masks, drawn, random);
      }
      policy.map(drawn.actions(), 0, actions, 0, copies);
      environment.step(actions, step);
      for (int b = 0; b < copies; b++) {
        inputs.memory.remember(b, actions, b * actionSize, step.rewards[b]);
        if (lengths[b] != null) {
          continue;
        }
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
          returns[b] = running[b];
          lengths[b] = t;
          playing--;
        }
      }
    }
    return new Evaluation(List.of(returns), List.of(lengths));
  }

  private static void checkCategories(
      VectorEnvironment environment, InputRows inputs, StepBatch step, int t) {
    for (int b = 0; b < environment.copies(); b++) {
      String complaint = inputs.complaint(step.observations, b);
      if (complaint != null) {
        throw new EnvironmentException(
            environment.name() + ", copy " + b + ", after " + t + " steps: " + complaint);
      }
    }
  }

  public int episodes() {
    return returns.size();
  }

  public double meanReturn() {
    return stream().sum() / episodes();
  }

  /** Population standard deviation. */
  public double stdReturn() {
    double mean = meanReturn();
    return Math.sqrt(stream().map(r -> (r - mean) * (r - mean)).sum() / episodes());
  }

  public double minReturn() {
    return stream().min().orElseThrow();
  }

  public double maxReturn() {
    return stream().max().orElseThrow();
  }

  public double meanLength() {
    return lengths.stream().mapToInt(Integer::intValue).sum() / (double) episodes();
  }

  private DoubleStream stream() {
    return returns.stream().mapToDouble(Double::doubleValue);
  }
}
