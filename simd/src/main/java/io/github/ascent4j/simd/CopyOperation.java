package io.github.ascent4j.simd;

import java.util.Arrays;

/**
 * Gives a stack that starts with an activation a buffer of its own to work in, since others may
 * read the one it starts from.
 */
record CopyOperation(
    int width,
    int inBuffer,
    int inColumn,
    int inStride,
    int outBuffer,
    int outStride,
    boolean addsInputGradient)
    implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] in = workspace.values[inBuffer];
    float[] out = workspace.values[outBuffer];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(in, start(workspace, i), out, i * outStride, width);
    }
  }

  private int start(Workspace workspace, int i) {
    return workspace.offset(inBuffer) + i * inStride + inColumn;
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] out = workspace.tangents[outBuffer];
    for (int i = 0; i < rows; i++) {
      if (inBuffer == Signal.NUMBERS) {
        Arrays.fill(out, i * outStride, i * outStride + width, 0);
      } else {
        float[] in = workspace.tangents[inBuffer];
        System.arraycopy(in, start(workspace, i), out, i * outStride, width);
      }
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    if (inBuffer == Signal.NUMBERS) {
      return;
    }
    float[] in = workspace.gradients[inBuffer];
    float[] out = workspace.gradients[outBuffer];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        float gradient = out[i * outStride + j];
        in[i * inStride + j] = addsInputGradient ? in[i * inStride + j] + gradient : gradient;
      }
    }
  }
}
