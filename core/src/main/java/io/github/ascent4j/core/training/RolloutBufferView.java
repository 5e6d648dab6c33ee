package io.github.ascent4j.core.training;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A rollout buffer to be read. */
record RolloutBufferView(RolloutBuffer buffer, List<String> infoNames) implements RolloutView {
  @Override
  public int steps() {
    return buffer.steps();
  }

  @Override
  public int environments() {
    return buffer.environments();
  }

  private int sample(int t, int b) {
    return Objects.checkIndex(t, steps()) * environments() + Objects.checkIndex(b, environments());
  }

  private static float[] row(float[] values, int sample, int size) {
    return Arrays.copyOfRange(values, sample * size, (sample + 1) * size);
  }

  @Override
  public float[] observation(int t, int b) {
    RolloutBuffer.Shape shape = buffer.shape();
    int start = sample(t, b) * shape.rowSize();
    return Arrays.copyOfRange(buffer.observations, start, start + shape.observationSize());
  }

  @Override
  public float[] action(int t, int b) {
    return row(buffer.actions, sample(t, b), buffer.shape().actionSize());
  }

  @Override
  public float reward(int t, int b) {
    return buffer.rewards[sample(t, b)];
  }

  @Override
  public boolean terminated(int t, int b) {
    return buffer.terminated[sample(t, b)];
  }

  @Override
  public boolean truncated(int t, int b) {
    return buffer.truncated[sample(t, b)];
  }

  @Override
  public float value(int t, int b) {
    return buffer.values[sample(t, b)];
  }

  @Override
  public double[] infos(int t, int b) {
    int start = sample(t, b) * infoNames.size();
    return Arrays.copyOfRange(buffer.infos, start, start + infoNames.size());
  }
}
