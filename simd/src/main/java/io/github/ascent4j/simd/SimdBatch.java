package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;

/*
 * Design. Samples stay in the caller's arrays. Those that are selected are gathered into arrays that
 * grow with the largest selection; all of them in their order run where they lie.
 */

/** Samples that a {@link SimdNetwork} learns from. */
final class SimdBatch implements SampleBatch {
  private final Plan plan;

  /** What was selected, as it runs. */
  final Rows rows = new Rows();

  private Samples loaded = new Samples();
  private float[] numbers = {};
  private byte[] images = {};
  private float[] states = {};
  private boolean[] resets = {};
  private int[] samples = {};

  SimdBatch(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void load(Samples given) {
    boolean whole =
        !plan.recurrent
            || (given.steps > 0
                && given.columns > 0
                && given.count % Math.multiplyExact(given.steps, given.columns) == 0);
    long sequences = whole && plan.recurrent ? given.count / given.steps : 0;
    boolean fitting = given.resets.length == 0 || given.resets.length >= given.count;
    if (!whole
        || !(fitting || !plan.recurrent)
        || given.numbers.length < (long) given.count * plan.numbers
        || given.images.length < (long) given.count * plan.bytes
        || given.states.length < sequences * plan.stateSize) {
      throw new IllegalArgumentException(
          "samples of "
              + given.numbers.length
              + " floats, "
              + given.images.length
              + " bytes, "
              + given.states.length
              + " floats of state and "
              + given.resets.length
              + " resets for "
              + given.count
              + " samples in "
              + given.columns
              + " columns and sequences of "
              + given.steps
              + " steps; each sample needs "
              + plan.numbers
              + " floats and "
              + plan.bytes
              + " bytes, each sequence "
              + plan.stateSize
              + " floats of state");
    }
    loaded = given;
    rows.count = 0;
    rows.steps = plan.recurrent ? given.steps : 1;
  }

  @Override
  public void selectAll() {
    int units = loaded.count / rows.steps;
    start(units);
    if (plan.recurrent) {
      for (int i = 0; i < units; i++) {
        gatherSequence(i, i, units);
      }
      return;
    }
    for (int i = 0; i < units; i++) {
      samples[i] = i;
    }
    rows.numbers = loaded.numbers;
    rows.images = loaded.images;
  }

  @Override
  public void select(int[] order, int from, int count) {
    start(count);
    reserve();
    for (int i = 0; i < count; i++) {
      if (plan.recurrent) {
        gatherSequence(order[from + i], i, count);
      } else {
        gather(order[from + i], i);
      }
    }
  }

  private void start(int units) {
    rows.count = Math.multiplyExact(units, rows.steps);
    if (samples.length < rows.count) {
      samples = new int[rows.count];
    }
    if (plan.recurrent) {
      reserve();
    }
  }

  /** Points the rows at arrays of its own. */
  private void reserve() {
    int count = rows.count;
    if (numbers.length < (long) count * plan.numbers || images.length < (long) count * plan.bytes) {
      numbers = new float[Math.multiplyExact(count, plan.numbers)];
      images = new byte[Math.multiplyExact(count, plan.bytes)];
    }
    if (plan.recurrent && resets.length < count) {
      resets = new boolean[count];
    }
    int floats = Math.multiplyExact(count / rows.steps, plan.stateSize);
    if (states.length < floats) {
      states = new float[floats];
    }
    rows.numbers = numbers;
    rows.images = images;
    rows.states = states;
    rows.resets = resets;
  }

  /** Gathers a sequence as the i-th of so many. */
  private void gatherSequence(int sequence, int i, int sequences) {
    int steps = rows.steps;
    int columns = loaded.columns;
    copy(loaded.states, sequence, states, i, plan.stateSize);
    int group = i / Plan.SEQUENCES * Plan.SEQUENCES;
    int size = Math.min(Plan.SEQUENCES, sequences - group);
    int row = group * steps + i - group;
    int sample = sequence / columns * steps * columns + sequence % columns;
    for (int t = 0; t < steps; t++) {
      resets[row] = loaded.resets.length > 0 && loaded.resets[sample];
      gather(sample, row);
      row += size;
      sample += columns;
    }
  }

  private void gather(int sample, int row) {
    samples[row] = sample;
    copy(loaded.numbers, sample, numbers, row, plan.numbers);
    int bytes = plan.bytes;
    System.arraycopy(loaded.images, sample * bytes, images, row * bytes, bytes);
  }

  /** A loop, because rows are often too short for a call to pay. */
  private static void copy(float[] from, int fromRow, float[] to, int toRow, int size) {
    for (int k = 0; k < size; k++) {
      to[toRow * size + k] = from[fromRow * size + k];
    }
  }

  @Override
  public int rows() {
    return rows.count;
  }

  @Override
  public int[] samples() {
    return samples;
  }

  @Override
  public int blocks() {
    return plan.blocks(rows.count, rows.steps);
  }
}
