package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Returns and lengths of evaluation episodes, in their order.
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
   * episodes.
   *
   * @param seed copy i starts from {@code seed + i}
   * @param random null for the most probable actions, otherwise the seeds of what they are drawn
   *     from, an episode after the other, come from it
   */
  public static Evaluation run(
      ActorCriticPolicy policy,
      VectorEnvironment environment,
      long seed,
      @Nullable RandomGenerator random) {
    EvaluationPlan plan = new EvaluationPlan(environment.copies(), seed, random == null, 0);
    EvaluationRounds rounds = new EvaluationRounds(policy, environment, plan);
    return random == null
        ? rounds.play()
        : rounds.play(episode -> RandomStream.EVALUATION.of(random.nextLong()));
  }

  /**
   * Plays what {@code plan} says, in rounds of an episode a copy, so that short ones count no more
   * often than long ones.
   *
   * @param environment any number of copies, which changes no result; used by nobody else meanwhile
   * @throws EndlessEpisodeException if an episode has too many steps; of several the first is named
   * @throws io.github.ascent4j.environment.PlayInterruptedException if the thread is interrupted
   */
  public static Evaluation run(
      ActorCriticPolicy policy, VectorEnvironment environment, EvaluationPlan plan) {
    return new EvaluationRounds(policy, environment, plan).play();
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
