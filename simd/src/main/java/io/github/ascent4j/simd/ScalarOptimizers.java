package io.github.ascent4j.simd;

import static io.github.ascent4j.simd.Kernels.TINY_FIRST_MOMENT;
import static io.github.ascent4j.simd.Kernels.TINY_SECOND_MOMENT;

/** The optimisers' steps of {@link ScalarKernels}. */
final class ScalarOptimizers {
  private ScalarOptimizers() {}

  static void adam(
      float[] parameters,
      float[] gradient,
      int from,
      float[] first,
      float[] second,
      int size,
      AdamStep s) {
    for (int i = 0; i < size; i++) {
      int at = from + i;
      float p = parameters[at] * s.shrink;
      float g = Math.fma(s.weightDecay, p, gradient[at] * s.scale);
      float m = flushed(Math.fma(s.firstRate, g - first[i], first[i]));
      float v = flushedSquare(Math.fma(s.secondRate * g, g, s.secondDecay * second[i]));
      first[i] = m;
      second[i] = v;
      float deviation = Math.fma((float) Math.sqrt(v), s.secondCorrection, s.epsilon);
      parameters[at] = Math.fma(s.negativeStep, m / deviation, p);
    }
  }

  static void rmsProp(
      float[] parameters, float[] gradient, int from, float[] squares, int size, RmsPropStep s) {
    for (int i = 0; i < size; i++) {
      int at = from + i;
      float p = parameters[at];
      float g = Math.fma(s.weightDecay, p, gradient[at] * s.scale);
      float v = flushedSquare(Math.fma(s.squareRate * g, g, s.squareDecay * squares[i]));
      squares[i] = v;
      float divisor = (float) Math.sqrt(v + s.innerEpsilon) + s.outerEpsilon;
      parameters[at] = Math.fma(s.negativeRate, g / divisor, p);
    }
  }

  static void fullRmsProp(
      float[] parameters,
      float[] gradient,
      int from,
      float[] squares,
      float[] means,
      float[] buffer,
      int size,
      RmsPropStep s) {
    for (int i = 0; i < size; i++) {
      int at = from + i;
      float p = parameters[at];
      float g = Math.fma(s.weightDecay, p, gradient[at] * s.scale);
      float v = flushedSquare(Math.fma(s.squareRate * g, g, s.squareDecay * squares[i]));
      float m = flushed(Math.fma(s.meanRate, g - means[i], means[i]));
      squares[i] = v;
      means[i] = m;
      // Rounding can leave a little less than nothing of a constant gradient's variance.
      float variance = Math.fma(-m, m, v);
      variance = variance < 0f ? 0f : variance;
      float divisor = (float) Math.sqrt(variance + s.innerEpsilon) + s.outerEpsilon;
      float b = flushed(Math.fma(s.momentum, buffer[i], g / divisor));
      buffer[i] = b;
      parameters[at] = Math.fma(s.negativeRate, b, p);
    }
  }

  static void sgd(float[] parameters, float[] gradient, int from, int size, SgdStep s) {
    float weightDecay = s.weightDecay;
    float scale = s.scale;
    float negativeRate = s.negativeRate;
    for (int i = from; i < from + size; i++) {
      float g = Math.fma(weightDecay, parameters[i], gradient[i] * scale);
      parameters[i] = Math.fma(negativeRate, g, parameters[i]);
    }
  }

  static void momentumSgd(
      float[] parameters, float[] gradient, int from, float[] buffer, int size, SgdStep s) {
    for (int i = 0; i < size; i++) {
      int at = from + i;
      float p = parameters[at];
      float g = Math.fma(s.weightDecay, p, gradient[at] * s.scale);
      float b = flushed(Math.fma(s.momentum, buffer[i], s.intake * g));
      buffer[i] = b;
      float direction = Math.fma(s.bufferShare, b, s.gradientShare * g);
      parameters[at] = Math.fma(s.negativeRate, direction, p);
    }
  }

  private static float flushed(float moment) {
    return Math.abs(moment) < TINY_FIRST_MOMENT ? 0f : moment;
  }

  private static float flushedSquare(float moment) {
    return moment < TINY_SECOND_MOMENT ? 0f : moment;
  }
}
