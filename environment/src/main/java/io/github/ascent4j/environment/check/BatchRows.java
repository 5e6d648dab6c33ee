package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/** The rows of a batch, and observations put together again from their numbers and images. */
final class BatchRows {
  private final ObservationLayout layout;
  private final int size;
  private final int masks;
  private final int infos;

  BatchRows(Space observationSpace, int masks, int infos) {
    layout = ObservationLayout.of(observationSpace);
    size = observationSpace.flatSize();
    this.masks = masks;
    this.infos = infos;
  }

  /** The flat observation of a copy, which is to act on it next. */
  float[] observation(StepBatch batch, int copy) {
    return joined(batch.observations, batch.images, copy);
  }

  /** The flat last observation of the episode that a copy has ended. */
  float[] last(StepBatch batch, int copy) {
    return joined(batch.finalObservations, batch.finalImages, copy);
  }

  private float[] joined(float[] numbers, byte[] images, int copy) {
    float[] observation = new float[size];
    layout.join(numbers, copy * layout.numbers(), images, copy * layout.bytes(), observation);
    return observation;
  }

  boolean[] mask(StepBatch batch, int copy) {
    return Arrays.copyOfRange(batch.actionMasks, copy * masks, (copy + 1) * masks);
  }

  double[] infos(StepBatch batch, int copy) {
    return Arrays.copyOfRange(batch.infos, copy * infos, (copy + 1) * infos);
  }

  /** Copies everything of a batch to another one. */
  static void copy(StepBatch from, StepBatch to) {
    System.arraycopy(from.observations, 0, to.observations, 0, from.observations.length);
    System.arraycopy(from.images, 0, to.images, 0, from.images.length);
    System.arraycopy(from.rewards, 0, to.rewards, 0, from.rewards.length);
    System.arraycopy(from.terminated, 0, to.terminated, 0, from.terminated.length);
    System.arraycopy(from.truncated, 0, to.truncated, 0, from.truncated.length);
    System.arraycopy(
        from.finalObservations, 0, to.finalObservations, 0, from.finalObservations.length);
    System.arraycopy(from.finalImages, 0, to.finalImages, 0, from.finalImages.length);
    System.arraycopy(from.actionMasks, 0, to.actionMasks, 0, from.actionMasks.length);
    System.arraycopy(from.infos, 0, to.infos, 0, from.infos.length);
  }

  /** Which array of a copy differs between two batches; empty if none. */
  String difference(StepBatch one, StepBatch other, int copy) {
    int numbers = layout.numbers();
    int bytes = layout.bytes();
    if (!same(one.observations, other.observations, copy, numbers)
        || !same(one.images, other.images, copy, bytes)) {
      return "observations";
    }
    if (!same(one.finalObservations, other.finalObservations, copy, numbers)
        || !same(one.finalImages, other.finalImages, copy, bytes)) {
      return "finalObservations";
    }
    if (Double.compare(one.rewards[copy], other.rewards[copy]) != 0) {
      return "rewards";
    }
    if (one.terminated[copy] != other.terminated[copy]) {
      return "terminated";
    }
    if (one.truncated[copy] != other.truncated[copy]) {
      return "truncated";
    }
    if (!Arrays.equals(infos(one, copy), infos(other, copy))) {
      return "infos";
    }
    return Arrays.equals(mask(one, copy), mask(other, copy)) ? "" : "actionMasks";
  }

  private static boolean same(float[] one, float[] other, int copy, int size) {
    int from = copy * size;
    return Arrays.equals(one, from, from + size, other, from, from + size);
  }

  private static boolean same(byte[] one, byte[] other, int copy, int size) {
    int from = copy * size;
    return Arrays.equals(one, from, from + size, other, from, from + size);
  }
}
