package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.policy.network.ActivationFunction;

/** Elementwise functions in double precision. */
final class NaiveFunctions {
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBIC = 0.044715;

  private NaiveFunctions() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double value(ActivationFunction function, double x) {
    return switch (function) {
      case IDENTITY -> x;
      case TANH -> Math.tanh(x);
      case RELU -> x < 0 ? 0 : x;
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SILU -> x * sigmoid(x);
      case GELU -> 0.5 * x * (1 + Math.tanh(GELU_SCALE * (x + GELU_CUBIC * x * x * x)));
    };
  }

  static double derivative(ActivationFunction function, double x) {
    return switch (function) {
      case IDENTITY -> 1;
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : 0.01;
      case ELU -> x > 0 ? 1 : Math.exp(x);
      case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
      case SOFTPLUS -> sigmoid(x);
      case SILU -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
      case GELU -> {
        double t = Math.tanh(GELU_SCALE * (x + GELU_CUBIC * x * x * x));
        double slope = GELU_SCALE * (1 + 3 * GELU_CUBIC * x * x);
        yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope;
      }
    };
  }
}
