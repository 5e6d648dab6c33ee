package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Categories;
import java.util.Arrays;
import java.util.List;

/** Writes categories down as ones among zeros, which nothing learns from. */
record OneHotOperation(List<Integer> sizes, Signal in, Signal out) implements Operation {
  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] indices = workspace.values[in.buffer()];
    float[] target = workspace.values[out.buffer()];
    Arrays.fill(target, 0, rows * out.stride(), 0);
    for (int i = 0; i < rows; i++) {
      int from = in.start(workspace, i);
      int first = i * out.stride();
      for (int k = 0; k < sizes.size(); k++) {
        int size = sizes.get(k);
        target[first + Categories.index(indices[from + k], size, k)] = 1;
        first += size;
      }
    }
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    Arrays.fill(workspace.tangents[out.buffer()], 0, rows * out.stride(), 0);
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {}
}
