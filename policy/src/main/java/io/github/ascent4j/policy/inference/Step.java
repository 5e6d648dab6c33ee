package io.github.ascent4j.policy.inference;

/** An operation, or what brings numbers into the order that the next one reads. Immutable. */
sealed interface Step
    permits ActivationStep,
        AppendStep,
        ConcatStep,
        ConvolutionStep,
        DenseStep,
        ExplorationStep,
        LayerNormStep,
        LstmStep,
        MaxPoolStep,
        OneHotStep,
        PaddingStep,
        ReorderStep,
        ScaleStep {
  /** The state of a network without memory. */
  float[] NOTHING = new float[0];

  /** Floats of what comes out. */
  int outputs();

  /** Floats of the array that {@link #run} works in. */
  default int workSize() {
    return 0;
  }

  /**
   * Runs one sample.
   *
   * @param in what goes in, an array for each value that is read
   * @param y receives what comes out
   * @param work room to work in
   * @param state what the network remembers of the step before
   * @param next receives what it remembers of this one
   */
  void run(float[][] in, float[] y, float[] work, float[] state, float[] next);

  /**
   * Runs several samples of a network without memory, each to the bits that {@link #run} gives it.
   *
   * @param in what goes in, for each sample an array for each value that is read
   * @param y receives what comes out, an array for each sample
   * @param count how many of the samples are run
   */
  default void runAll(float[][][] in, float[][] y, float[] work, int count) {
    for (int i = 0; i < count; i++) {
      run(in[i], y[i], work, NOTHING, NOTHING);
    }
  }
}
