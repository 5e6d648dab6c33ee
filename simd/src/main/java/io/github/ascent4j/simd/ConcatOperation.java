package io.github.ascent4j.simd;

import java.util.List;

/** Lays signals side by side, or brings the one there is into the order of its shape. */
record ConcatOperation(List<Reading> parts, Signal out) implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] target = workspace.values[out.buffer()];
    int column = 0;
    for (int k = 0; k < parts.size(); k++) {
      Signal part = parts.get(k).signal();
      if (part.buffer() == Signal.BYTES) {
        scale(part, workspace, target, column, rows);
      } else {
        copy(part, workspace, workspace.values[part.buffer()], target, column, rows);
      }
      column += part.width();
    }
  }

  private void scale(Signal part, Workspace workspace, float[] target, int column, int rows) {
    int width = part.width();
    for (int i = 0; i < rows; i++) {
      int from = part.start(workspace, i);
      int to = i * out.stride() + column;
      for (int k = 0; k < width; k++) {
        target[to + k] = (workspace.images[from + k] & 0xff) / 255f;
      }
    }
  }

  private void copy(
      Signal part, Workspace workspace, float[] source, float[] target, int column, int rows) {
    int width = part.width();
    for (int i = 0; i < rows; i++) {
      int from = part.start(workspace, i);
      int to = i * out.stride() + column;
      if (!part.channelsLast()) {
        System.arraycopy(source, from, target, to, width);
        continue;
      }
      int channels = part.shape().get(0);
      int pixels = width / channels;
      for (int pixel = 0; pixel < pixels; pixel++) {
        int start = from + pixel * part.pixelStride();
        for (int c = 0; c < channels; c++) {
          target[to + c * pixels + pixel] = source[start + c];
        }
      }
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] target = workspace.tangents[out.buffer()];
    int column = 0;
    for (int k = 0; k < parts.size(); k++) {
      Signal part = parts.get(k).signal();
      if (!part.input()) {
        copy(part, workspace, workspace.tangents[part.buffer()], target, column, rows);
      }
      column += part.width();
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] source = workspace.gradients[out.buffer()];
    int column = 0;
    for (int k = 0; k < parts.size(); k++) {
      Signal part = parts.get(k).signal();
      if (!part.input()) {
        spread(parts.get(k), workspace.gradients[part.buffer()], source, column, rows);
      }
      column += part.width();
    }
  }

  private void spread(Reading reading, float[] target, float[] source, int column, int rows) {
    Signal part = reading.signal();
    boolean adds = reading.adds();
    int width = part.width();
    boolean image = part.channelsLast();
    int channels = image ? part.shape().get(0) : width;
    int pixels = width / channels;
    int pixelStride = image ? part.pixelStride() : 0;
    for (int i = 0; i < rows; i++) {
      int from = i * out.stride() + column;
      int to = i * part.stride() + part.offset();
      for (int pixel = 0; pixel < pixels; pixel++) {
        int start = to + pixel * pixelStride;
        for (int c = 0; c < channels; c++) {
          float gradient = source[from + c * pixels + pixel];
          target[start + c] = adds ? target[start + c] + gradient : gradient;
        }
      }
    }
  }
}
