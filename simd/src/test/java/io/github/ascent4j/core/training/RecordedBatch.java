package io.github.ascent4j.core.training;

import io.github.ascent4j.core.callback.RolloutView;
import java.util.Arrays;

/**
 * A rollout copied from its view, and what the definitions make of it in plain double loops. Sample
 * {@code t B + b} is step t of environment b.
 */
final class RecordedBatch {
  final int steps;
  final int environments;
  final float[] observations;
  final float[] actions;
  final double[] rewards;
  final double[] values;
  final boolean[] ends;

  /** Values behind the last step, [B]; zeros unless filled. */
  final double[] behind;

  /** Log-probabilities of the actions when they were taken, [T,B]; empty unless filled. */
  float[] logProbs = new float[0];

  RecordedBatch(RolloutView view) {
    steps = view.steps();
    environments = view.environments();
    int observationSize = view.observation(0, 0).length;
    int actionSize = view.action(0, 0).length;
    observations = new float[size() * observationSize];
    actions = new float[size() * actionSize];
    rewards = new double[size()];
    values = new double[size()];
    ends = new boolean[size()];
    behind = new double[environments];
    for (int i = 0; i < size(); i++) {
      int t = i / environments;
      int b = i % environments;
      System.arraycopy(
          view.observation(t, b), 0, observations, i * observationSize, observationSize);
      System.arraycopy(view.action(t, b), 0, actions, i * actionSize, actionSize);
      rewards[i] = view.reward(t, b);
      values[i] = view.value(t, b);
      ends[i] = view.terminated(t, b) || view.truncated(t, b);
    }
  }

  int size() {
    return steps * environments;
  }

  /**
   * The sample of the step that follows in the same environment; beyond the size behind the last.
   */
  private int next(int i) {
    return i + environments;
  }

  /** {@code sum of gamma^k r} from each step to its episode's end, with the value behind a cut. */
  double[] rewardsToGo(double gamma) {
    double[] returns = new double[size()];
    for (int i = size() - 1; i >= 0; i--) {
      double later = next(i) < size() ? returns[next(i)] : behind[i % environments];
      returns[i] = rewards[i] + (ends[i] ? 0 : gamma * later);
    }
    return returns;
  }

  /** For each step the discounted sum of its whole episode; all episodes have to end. */
  double[] totals(double gamma) {
    double[] toGo = rewardsToGo(gamma);
    double[] totals = new double[size()];
    for (int i = 0; i < size(); i++) {
      boolean first = i < environments || ends[i - environments];
      totals[i] = first ? toGo[i] : totals[i - environments];
    }
    return totals;
  }

  /** {@code sum of (gamma lambda)^k delta}, where an end is worth nothing more. */
  double[] generalizedAdvantages(double gamma, double lambda) {
    double[] advantages = new double[size()];
    for (int i = size() - 1; i >= 0; i--) {
      boolean last = next(i) >= size();
      double nextValue = last ? behind[i % environments] : values[next(i)];
      double delta = rewards[i] + (ends[i] ? 0 : gamma * nextValue) - values[i];
      advantages[i] = delta + (ends[i] || last ? 0 : gamma * lambda * advantages[next(i)]);
    }
    return advantages;
  }

  /** Each episode's rewards with mean 0 and deviation 1. */
  void standardizeRewards() {
    for (int from = 0; from < size(); ) {
      int to = from;
      while (!ends[to]) {
        to++;
      }
      double[] episode = Arrays.copyOfRange(rewards, from, to + 1);
      System.arraycopy(standardized(episode, 0, 1e-9), 0, rewards, from, episode.length);
      from = to + 1;
    }
  }

  static double[] plus(double[] a, double[] b) {
    double[] sums = new double[a.length];
    Arrays.setAll(sums, i -> a[i] + b[i]);
    return sums;
  }

  static double[] minus(double[] a, double[] b) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return differences;
  }

  /** Over n - missing; {@code (x - mean) / (std + epsilon)}. */
  static double[] standardized(double[] values, int missing, double epsilon) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / (values.length - missing)) + epsilon;
    return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
  }
}
