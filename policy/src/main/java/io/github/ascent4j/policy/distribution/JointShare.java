package io.github.ascent4j.policy.distribution;

import org.jspecify.annotations.Nullable;

/** What one part of a {@link Joint} sees of a batch: its own columns of every row, side by side. */
final class JointShare {
  final DistributionBatch batch;
  final float[] parameters;
  final float[] gradients;
  final float[] actions;
  final boolean[] masks;

  JointShare(Distribution part, int capacity) {
    batch = new DistributionBatch(part, capacity);
    parameters = new float[capacity * part.parameterCount()];
    gradients = new float[parameters.length];
    actions = new float[capacity * part.actionSize()];
    masks = new boolean[capacity * part.maskSize()];
  }

  /** Points the part's batch at {@code count} of its rows. */
  DistributionBatch rows(Distribution part, int from, int count, boolean @Nullable [] given) {
    int size = part.parameterCount();
    return batch
        .of(parameters, from * size, size, actions, from * part.actionSize(), count)
        .masked(given == null || part.maskSize() == 0 ? null : masks, from * part.maskSize());
  }
}
