package io.github.ascent4j.policy.network;

import io.github.ascent4j.policy.math.FloatMath;

/**
 * Elementwise non-linearities, with their derivatives.
 *
 * <p>{@link #derivative} takes the input and the output; functions for which {@link #needsInput} is
 * false look at the output only, so that an engine may overwrite the input.
 */
public enum ActivationFunction {
  IDENTITY(false),
  TANH(false),
  RELU(false),
  /** max(x, 0.01 x). */
  LEAKY_RELU(false),
  /** x above 0, exp(x) - 1 below. */
  ELU(false),
  SIGMOID(false),
  SOFTPLUS(false),
  /** x sigmoid(x), also called swish. */
  SILU(true),
  /** The tanh form: x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2. */
  GELU(true);

  private static final float LEAK = 0.01f;
  private static final float GELU_SCALE = 0.7978846f;
  private static final float GELU_CUBIC = 0.044715f;

  private final boolean needsInput;

  ActivationFunction(boolean needsInput) {
    this.needsInput = needsInput;
  }

  /** Whether {@link #derivative} reads the input as well as the output. */
  public boolean needsInput() {
    return needsInput;
  }

  /** The function's value at {@code x}. */
  public float apply(float x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> FloatMath.tanh(x);
      case RELU -> x < 0f ? 0f : x;
      case LEAKY_RELU -> x > 0f ? x : LEAK * x;
      case ELU -> x > 0f ? x : FloatMath.exp(x) - 1f;
      case SIGMOID -> FloatMath.sigmoid(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case SILU -> x * FloatMath.sigmoid(x);
      case GELU -> 0.5f * x * (1f + FloatMath.tanh(geluArgument(x)));
    };
  }

  /** The derivative at input {@code x}, where the function's value is {@code y}. */
  public float derivative(float x, float y) {
    return switch (this) {
      case IDENTITY -> 1f;
      case TANH -> Math.fma(-y, y, 1f);
      case RELU -> y > 0f ? 1f : 0f;
      case LEAKY_RELU -> y > 0f ? 1f : LEAK;
      case ELU -> y > 0f ? 1f : y + 1f;
      case SIGMOID -> y * (1f - y);
      case SOFTPLUS -> 1f - FloatMath.exp(-y);
      case SILU -> {
        float s = FloatMath.sigmoid(x);
        yield s * (1f + x * (1f - s));
      }
      case GELU -> {
        float t = FloatMath.tanh(geluArgument(x));
        float slope = GELU_SCALE * (1f + 3f * GELU_CUBIC * x * x);
        yield 0.5f * (1f + t) + 0.5f * x * (1f - t * t) * slope;
      }
    };
  }

  private static float geluArgument(float x) {
    return GELU_SCALE * (x + GELU_CUBIC * x * x * x);
  }
}
