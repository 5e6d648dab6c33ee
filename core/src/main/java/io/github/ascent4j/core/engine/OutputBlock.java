package io.github.ascent4j.core.engine;

/**
 * Outputs of some consecutive samples, and the place for the gradient at them. Row {@code i} of the
 * policy starts at {@code i * policyStride}, the value of sample {@code i} is at {@code i *
 * valueStride}; gradients lie the same way. Arrays of values are empty if there is no critic.
 */
public final class OutputBlock {
  public final float[] policy;
  public final float[] policyGradients;
  public final int policyStride;
  public final float[] values;
  public final float[] valueGradients;
  public final int valueStride;

  public OutputBlock(
      float[] policy,
      float[] policyGradients,
      int policyStride,
      float[] values,
      float[] valueGradients,
      int valueStride) {
    this.policy = policy;
    this.policyGradients = policyGradients;
    this.policyStride = policyStride;
    this.values = values;
    this.valueGradients = valueGradients;
    this.valueStride = valueStride;
  }
}
