package io.github.ascent4j.policy.inference;

/** A layer, or what brings numbers into the order that the next one reads. Immutable. */
sealed interface Step
    permits ActivationStep,
        ConvolutionStep,
        DenseStep,
        LayerNormStep,
        LstmStep,
        MaxPoolStep,
        PaddingStep,
        ReorderStep {
  /** Floats of what comes out. */
  int outputs();

  /** Floats of the array that {@link #run} works in. */
  default int workSize() {
    return 0;
  }

  /**
   * Runs one sample.
   *
   * @param x what goes in
   * @param y receives what comes out
   * @param work room to work in
   * @param state what the network remembers of the step before
   * @param next receives what it remembers of this one
   */
  void run(float[] x, float[] y, float[] work, float[] state, float[] next);
}
