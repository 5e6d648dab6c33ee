package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.inference.InferenceNetwork;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of one call of a {@link Policy} or a {@link PolicySession}, and the way through them:
 * {@link #observe} first, then what is asked about the observations. For one thread at a time.
 */
final class PolicyWorkspace {
  /** Observations that go through the network together. */
  static final int ROWS = 16;

  /** Room for a result that is a single number. */
  final float[] one = new float[1];

  private final Policy policy;
  private final Distribution distribution;
  private final InferenceNetwork.Block block;
  private final DistributionBatch batch;
  private final float[] parameters;
  private final float[] rawActions;

  // What a session brings along for a call.
  private @Nullable EpisodeMemory memory;
  private @Nullable ExplorationNoise noise;

  /** Rows that were observed, and which of the caller's the first one is. */
  private int count;

  private int first;

  PolicyWorkspace(Policy policy, int rows) {
    this.policy = policy;
    distribution = policy.distribution;
    block = policy.network.block(rows);
    batch = new DistributionBatch(distribution, rows);
    parameters = new float[rows * distribution.parameterCount()];
    rawActions = new float[rows * distribution.actionSize()];
  }

  /** Serves an episode until {@link #release}. */
  void serve(EpisodeMemory episode, @Nullable ExplorationNoise held) {
    memory = episode;
    noise = held;
  }

  /** Lets go of all that is the caller's. */
  void release() {
    memory = null;
    noise = null;
    batch.masked(null, 0);
  }

  void observe(float[] observation) {
    InferenceNetwork.Workspace row = alone();
    policy.observations.read(observation, 0, ObservationReader.ALONE, row.numbers, row.images);
    prepare(row);
  }

  void observe(float[] numbers, byte[] images) {
    InferenceNetwork.Workspace row = alone();
    policy.observations.read(
        numbers, 0, images, 0, ObservationReader.ALONE, row.numbers, row.images);
    prepare(row);
  }

  private InferenceNetwork.Workspace alone() {
    count = 1;
    first = ObservationReader.ALONE;
    return block.row(0);
  }

  /** Observes up to {@link #ROWS} rows from {@code from} on; returns how many. */
  int observe(Observations rows, int from) {
    count = Math.min(ROWS, rows.count() - from);
    first = from;
    for (int i = 0; i < count; i++) {
      InferenceNetwork.Workspace row = block.row(i);
      policy.observations.read(rows, from + i, row.numbers, row.images);
      prepare(row);
    }
    return count;
  }

  private void prepare(InferenceNetwork.Workspace row) {
    ObservationNormalizer normalizer = policy.normalizer;
    if (normalizer != null) {
      normalizer.normalize(row.numbers, 0, 1, row.numbers.length);
    }
    if (memory != null) {
      memory.fill(row);
    }
  }

  /** Where the caller's rows start in arrays of {@code size} for each. */
  private int from(int size) {
    return first == ObservationReader.ALONE ? 0 : first * size;
  }

  private int name(int i) {
    return first == ObservationReader.ALONE ? ObservationReader.ALONE : first + i;
  }

  void act(boolean @Nullable [] masks, float[] actions) {
    runActor(masks);
    distribution.mode(batch);
    finish(actions);
  }

  /** Draws actions and returns the log-probability of the first. */
  float sample(boolean @Nullable [] masks, RandomGenerator random, float[] actions) {
    runActor(masks);
    batch.exploring(noise, 0);
    distribution.sample(batch, random, ArrayMath.SCALAR);
    finish(actions);
    return batch.logProbs[0];
  }

  /** Evaluates actions and returns the log-probability of the first. */
  float logProbability(boolean @Nullable [] masks, float[] actions) {
    int size = distribution.actionSize();
    for (int i = 0; i < count; i++) {
      policy.actions.read(actions, from(size) + i * size, name(i), rawActions, i * size);
    }
    runActor(masks);
    distribution.evaluate(batch, ArrayMath.SCALAR);
    return batch.logProbs[0];
  }

  /** Writes the log-probabilities of the actions that were last drawn or evaluated. */
  void logProbabilities(float[] logProbabilities) {
    System.arraycopy(batch.logProbs, 0, logProbabilities, from(1), count);
  }

  void probabilities(boolean @Nullable [] masks, float[] probabilities) {
    runActor(masks);
    distribution.probabilities(
        batch, ArrayMath.SCALAR, probabilities, from(distribution.maskSize()));
  }

  void values(float[] values) {
    block.runCritic(count, values, from(1));
    for (int i = 0; i < count; i++) {
      checkOutput("value", values[from(1) + i], i);
    }
  }

  /** Points the batch at the parameters of the distributions. */
  private void runActor(boolean @Nullable [] masks) {
    block.runActor(count);
    int size = distribution.parameterCount();
    for (int i = 0; i < count; i++) {
      float[] outputs = block.row(i).outputs();
      float[] linear = block.row(i).linear();
      checkOutputs(linear, linear.length, i);
      if (policy.network.hasTail()) {
        // Besides, since a function of the mean may make a finite number of an infinite one.
        checkOutputs(outputs, linear.length, i);
      }
      System.arraycopy(outputs, 0, parameters, i * size, size);
    }
    batch
        .of(parameters, 0, size, rawActions, 0, count)
        .numbered(Math.max(first, 0))
        .masked(masks, from(distribution.maskSize()));
  }

  private void checkOutputs(float[] outputs, int length, int row) {
    for (int k = 0; k < length; k++) {
      checkOutput("policy output", outputs[k], row);
    }
  }

  /** Finite weights and inputs can still overflow. */
  private void checkOutput(String name, float value, int row) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "the "
              + name
              + (first == ObservationReader.ALONE
                  ? " for this observation is "
                  : " for the observation" + Rows.of(name(row)) + " is ")
              + value
              + "; are its values in the units the agent was trained with?");
    }
  }

  private void finish(float[] actions) {
    AgentDescription description = policy.description();
    int size = distribution.actionSize();
    for (int i = 0; i < count; i++) {
      description
          .actionMapping()
          .apply(description.actionSpace(), rawActions, i * size, actions, from(size) + i * size);
    }
    if (memory != null) {
      memory.acted(block.row(0), actions);
    }
  }
}
