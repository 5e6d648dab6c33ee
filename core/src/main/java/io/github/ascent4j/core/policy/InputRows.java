package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.network.CategoryColumns;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.space.ObservationLayout;
import org.jspecify.annotations.Nullable;

/**
 * What a network reads of N environments at one step: their observations, normalised, and what the
 * agent remembers of the step before.
 *
 * <p>Dimension letters: N environments, F numbers and U bytes of an observation, P floats of the
 * step before.
 */
public final class InputRows {
  private final CategoryColumns categories;
  private final int rows;
  private final int observationSize;
  private final int imageSize;
  private final int previousSize;

  /** Rows for the network; its states are those of {@link #memory}. */
  public final NetworkInput network = new NetworkInput();

  /** What is carried from step to step. */
  public final AgentMemory memory;

  /** Room for {@code rows} environments at the start of an episode. */
  public InputRows(AgentDescription description, int rows) {
    this(description, new AgentMemory(description, rows), rows);
  }

  /** Room for {@code rows} environments of which {@code memory} is remembered. */
  public InputRows(AgentDescription description, AgentMemory memory, int rows) {
    this.rows = rows;
    this.memory = memory;
    categories = CategoryColumns.of(description.network());
    ObservationLayout layout = ObservationLayout.of(description.observationSpace());
    observationSize = layout.numbers();
    imageSize = layout.bytes();
    previousSize = memory.previousSize();
    network.numbers = new float[Math.multiplyExact(rows, observationSize + previousSize)];
    network.images = new byte[Math.multiplyExact(rows, imageSize)];
    network.states = memory.states;
    network.count = rows;
  }

  /** Floats of a row: F + P. */
  public int rowSize() {
    return observationSize + previousSize;
  }

  /**
   * What is wrong with an observation that has an index which is no category; null for nothing.
   *
   * @param numbers [N,F], in the environment's units
   */
  public @Nullable String complaint(float[] numbers, int row) {
    int column = categories.firstWrong(numbers, row * observationSize);
    return column < 0
        ? null
        : "number "
            + column
            + " of the observation "
            + categories.complaint(column, numbers[row * observationSize + column]);
  }

  /**
   * Takes over observations and what was done before.
   *
   * @param numbers [N,F] from row {@code from} on, in the environment's units
   * @param images [N,U] from row {@code from} on
   */
  public void load(
      float[] numbers, byte[] images, int from, @Nullable ObservationNormalizer normalizer) {
    if (previousSize == 0) {
      System.arraycopy(numbers, from * observationSize, network.numbers, 0, rows * observationSize);
    } else {
      for (int i = 0; i < rows; i++) {
        int row = i * rowSize();
        System.arraycopy(
            numbers, (from + i) * observationSize, network.numbers, row, observationSize);
        memory.previous(i, network.numbers, row + observationSize);
      }
    }
    if (normalizer != null) {
      normalizer.normalize(network.numbers, 0, rows, rowSize());
    }
    System.arraycopy(images, from * imageSize, network.images, 0, rows * imageSize);
  }
}
