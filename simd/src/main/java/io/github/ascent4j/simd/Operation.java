package io.github.ascent4j.simd;

/** One step of a {@link Plan}, run forward in the plan's order and backward in the reverse. */
sealed interface Operation
    permits DenseOperation,
        ActivationOperation,
        ConcatOperation,
        ConvolutionOperation,
        CopyOperation,
        ExplorationOperation,
        FreeRowOperation,
        LayerNormOperation,
        LstmOperation,
        MaxPoolOperation,
        MeanActivationOperation,
        OneHotOperation,
        ScaleOperation {
  /** Computes the output buffer of the first {@code rows} rows from the input buffer. */
  void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows);

  /** Computes the gradients of the input buffer and of the parameters from the output buffer's. */
  void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows);

  /**
   * Computes the tangent of the output buffer, after {@link #forward}, from the tangent of the
   * input buffer and that of the parameters.
   *
   * @param direction tangent of the parameters, in the plan's layout
   */
  void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows);

  /**
   * Adds to the gradient of parameters of which a block has none of its own, behind {@link
   * #backward}; see {@link CategoryTable}.
   *
   * @param gradient of all parameters over all blocks
   */
  default void addTableGradients(Workspace workspace, float[] gradient, int rows) {}

  /** Follows a new direction in whatever {@link #tangent} keeps of it. */
  default void prepareTangent(float[] direction) {}

  /** Follows a change of the parameters in whatever the backward pass keeps of them. */
  default void prepareBackward(float[] parameters) {}

  /** Follows a change of the parameters in whatever the forward pass keeps of them. */
  default void prepareForward(float[] parameters) {}
}
