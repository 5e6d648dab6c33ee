package io.github.ascent4j.core.rollout;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.InputRows;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Copies {@code from .. from + count - 1} of an environment, for which the policy acts together:
 * what they see, what the agent remembers of them and which of them wait.
 */
final class ActingGroup {
  final int from;
  final int count;

  /** What the policy acts on next. */
  final InputRows inputs;

  /** Room for the last observations of truncated episodes. */
  final InputRows finals;

  /** The copies whose last observations are in {@link #finals}. */
  final int[] finalCopies;

  /** What is allowed now, [count,M]; null if everything always is. */
  final boolean @Nullable [] masks;

  /** Room for values, [count]. */
  final float[] values;

  /** Whether the next step of a copy is the first of its episode, [count]. */
  final boolean[] starts;

  /** Whether a copy waits for the next rollout, [count]. */
  final boolean[] waiting;

  /** F. */
  final int observationSize;

  /** Numbers in the environment's units, [count,F]. */
  final float[] raw;

  private final int imageSize;
  private final int maskSize;

  /** Images, [count,U]. */
  private final byte[] images;

  ActingGroup(VectorEnvironment environment, ActorCriticPolicy policy, int from, int count) {
    this.from = from;
    this.count = count;
    inputs = new InputRows(policy.description(), count);
    finals = new InputRows(policy.description(), count);
    finalCopies = new int[count];
    maskSize = environment.actionMaskSize();
    masks = maskSize > 0 ? new boolean[count * maskSize] : null;
    values = new float[count];
    starts = new boolean[count];
    waiting = new boolean[count];
    ObservationLayout layout = ObservationLayout.of(environment.observationSpace());
    observationSize = layout.numbers();
    imageSize = layout.bytes();
    raw = new float[count * observationSize];
    images = new byte[count * imageSize];
  }

  /** All copies of an environment, in {@code groups} groups as equal as can be. */
  static ActingGroup[] split(VectorEnvironment environment, ActorCriticPolicy policy, int groups) {
    int copies = environment.copies();
    ActingGroup[] all = new ActingGroup[groups];
    for (int k = 0; k < groups; k++) {
      int from = k * copies / groups;
      int to = (k + 1) * copies / groups;
      all[k] = new ActingGroup(environment, policy, from, to - from);
    }
    return all;
  }

  /** Begins episodes everywhere. */
  void restart() {
    inputs.memory.reset();
    for (int i = 0; i < count; i++) {
      starts[i] = true;
      waiting[i] = false;
    }
  }

  /** Takes over what the copies show; {@link #load} makes inputs of it. */
  void observe(StepBatch step, StepChecks checks, int t) {
    System.arraycopy(step.observations, from * observationSize, raw, 0, raw.length);
    System.arraycopy(step.images, from * imageSize, images, 0, images.length);
    float finite = 0;
    for (float value : raw) {
      finite += value * 0;
    }
    if (finite != 0) {
      throw checks.nonFiniteObservation(raw, from, t);
    }
    checks.categories(raw, from, count, t);
    if (masks != null) {
      System.arraycopy(step.actionMasks, from * maskSize, masks, 0, masks.length);
      checks.masks(masks, from, count, t);
    }
  }

  /** Makes the inputs of what was observed, by the normaliser's present statistics. */
  void load(@Nullable ObservationNormalizer normalizer) {
    inputs.load(raw, images, 0, normalizer);
  }

  /**
   * Copies the present inputs.
   *
   * @param plain whether numbers are in the environment's units, to be normalised later
   */
  void copyInputs(boolean plain, float[] numbers, byte[] pixels, int row) {
    int rowSize = inputs.rowSize();
    System.arraycopy(
        inputs.network.numbers, 0, numbers, row * rowSize, inputs.network.numbers.length);
    if (plain) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(raw, i * observationSize, numbers, (row + i) * rowSize, observationSize);
      }
    }
    System.arraycopy(images, 0, pixels, row * imageSize, images.length);
  }

  /** Carries what copy {@code i} has done and what came of it to its next step. */
  void remember(CopyStepper copies, int i) {
    int b = from + i;
    if (waiting[i]) {
      inputs.memory.reset(i);
      return;
    }
    starts[i] = copies.ended(b);
    if (starts[i]) {
      inputs.memory.reset(i);
    } else {
      inputs.memory.remember(i, copies.actions, b * copies.actionSize, copies.step.rewards[b]);
    }
  }

  /** Copies the last observation of copy {@code i}'s episode to row {@code row} of the finals. */
  void keepFinal(StepBatch step, int i, int row, float[] actions, int actionSize) {
    int copy = from + i;
    int target = row * finals.rowSize();
    System.arraycopy(
        step.finalObservations,
        copy * observationSize,
        finals.network.numbers,
        target,
        observationSize);
    finals.memory.write(
        actions,
        copy * actionSize,
        step.rewards[copy],
        finals.network.numbers,
        target + observationSize);
    System.arraycopy(
        step.finalImages, copy * imageSize, finals.network.images, row * imageSize, imageSize);
    int stateSize = inputs.memory.stateSize();
    System.arraycopy(
        inputs.memory.states, i * stateSize, finals.memory.states, row * stateSize, stateSize);
    finalCopies[row] = copy;
  }

  void save(DataOutput out) throws IOException {
    for (float value : raw) {
      out.writeFloat(value);
    }
    for (float value : inputs.network.numbers) {
      out.writeFloat(value);
    }
    out.write(images);
    write(masks == null ? new boolean[0] : masks, out);
    write(starts, out);
    write(waiting, out);
    inputs.memory.save(out);
  }

  private static void write(boolean[] flags, DataOutput out) throws IOException {
    for (boolean flag : flags) {
      out.writeBoolean(flag);
    }
  }

  void restore(DataInput in) throws IOException {
    for (int i = 0; i < raw.length; i++) {
      raw[i] = in.readFloat();
    }
    float[] numbers = inputs.network.numbers;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    in.readFully(images);
    System.arraycopy(images, 0, inputs.network.images, 0, images.length);
    read(masks == null ? new boolean[0] : masks, in);
    read(starts, in);
    read(waiting, in);
    inputs.memory.restore(in);
  }

  private static void read(boolean[] flags, DataInput in) throws IOException {
    for (int i = 0; i < flags.length; i++) {
      flags[i] = in.readBoolean();
    }
  }
}
