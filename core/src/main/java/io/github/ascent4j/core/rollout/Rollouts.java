package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One rollout after another, of the length an algorithm learns from. */
public final class Rollouts {
  private static final int FIRST_CAPACITY = 256;

  /** Samples without the end of any episode after which it is said that none will come. */
  private static final int ENDLESS = 4_000_000;

  private final RolloutCollector collector;
  private final RolloutLength length;
  private final RandomGenerator random;
  private final String name;

  /** What is collected into, [T,B]. */
  private RolloutBuffer buffer;

  /** Whole episodes one after another, as one environment's steps. */
  private RolloutBuffer episodes;

  /** The first step of each environment's running episode. */
  private final int[] starts;

  /**
   * @param random draws the seeds of fresh starts
   */
  public Rollouts(
      RolloutCollector collector,
      RolloutLength length,
      VectorEnvironment environment,
      RolloutBuffer.Shape shape,
      RandomGenerator random) {
    this.collector = collector;
    this.length = length;
    this.random = random;
    name = environment.name();
    int copies = environment.copies();
    starts = new int[copies];
    switch (length) {
      case RolloutLength.Steps fixed -> {
        buffer = new RolloutBuffer(fixed.steps(), copies, shape);
        episodes = buffer;
      }
      case RolloutLength.Episodes whole -> {
        buffer = new RolloutBuffer(FIRST_CAPACITY, copies, shape);
        episodes = new RolloutBuffer(FIRST_CAPACITY, 1, shape);
      }
    }
  }

  /** The collector that steps the environments. */
  public RolloutCollector collector() {
    return collector;
  }

  /** Starts all environments from {@code seed}. */
  public void reset(long seed) {
    collector.reset(seed);
    collector.decorrelate();
  }

  /** Lets the policy act, and gives what it saw. The buffer is used again by the next call. */
  public RolloutBuffer next() {
    switch (length) {
      case RolloutLength.Steps fixed -> {
        collector.collect(buffer);
        return buffer;
      }
      case RolloutLength.Episodes whole -> {
        collectEpisodes(whole);
        return episodes;
      }
    }
  }

  private void collectEpisodes(RolloutLength.Episodes whole) {
    collector.reset(random.nextLong() >>> 1);
    Arrays.fill(starts, 0);
    int steps = 0;
    int ended = 0;
    for (int t = 0; steps < whole.steps() || ended < whole.episodes(); t++) {
      buffer = buffer.resized(t + 1);
      collector.step(buffer, t);
      if (ended == 0 && buffer.size() > ENDLESS) {
        throw new EnvironmentException(
            name
                + ": no episode has ended within "
                + t
                + " steps, but whole episodes are to be learnt from; give the environment a time"
                + " limit");
      }
      for (int b = 0; b < starts.length; b++) {
        int sample = t * starts.length + b;
        if (buffer.terminated[sample] || buffer.truncated[sample]) {
          int size = t + 1 - starts[b];
          append(b, size, steps);
          steps += size;
          ended++;
          starts[b] = t + 1;
        }
      }
    }
    episodes = episodes.resized(steps);
    episodes.clearBootstrap();
    collector.prepare(episodes);
  }

  /** Puts the episode of environment {@code b} that has just ended behind those before it. */
  private void append(int b, int size, int offset) {
    episodes = episodes.resized(offset + size);
    for (int k = 0; k < size; k++) {
      episodes.copy(buffer, (starts[b] + k) * starts.length + b, offset + k, 1);
    }
  }

  /** The reward of largest magnitude since this was made, as the environment gave it. */
  public Optional<Extreme> largestReward() {
    return collector.episodes().largest().extreme();
  }

  /** The observed number of largest magnitude in the last rollout, as the policy saw it. */
  public Optional<Extreme> largestObservation() {
    int rowSize = buffer.shape().rowSize();
    int numbers = buffer.shape().observationSize();
    int at = -1;
    for (int sample = 0; sample < buffer.size(); sample++) {
      for (int i = sample * rowSize; i < sample * rowSize + numbers; i++) {
        if (at < 0 || Math.abs(buffer.observations[i]) > Math.abs(buffer.observations[at])) {
          at = i;
        }
      }
    }
    if (at < 0) {
      return Optional.empty();
    }
    int row = at / rowSize;
    return Optional.of(
        new Extreme(
            "observation[" + at % rowSize + "]",
            // As it reads as a float.
            Double.parseDouble(Float.toString(buffer.observations[at])),
            row % buffer.environments(),
            "at step " + row / buffer.environments() + " of the rollout"));
  }

  /** Writes everything that decides the coming rollouts but the policy and the generator. */
  public void save(DataOutput out) throws IOException {
    collector.save(out);
  }

  /** Takes the place of {@link #reset} with what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    collector.restore(in);
  }
}
