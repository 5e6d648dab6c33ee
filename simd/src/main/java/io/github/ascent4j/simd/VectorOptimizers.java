package io.github.ascent4j.simd;

import static io.github.ascent4j.simd.Kernels.TINY_FIRST_MOMENT;
import static io.github.ascent4j.simd.Kernels.TINY_SECOND_MOMENT;
import static io.github.ascent4j.simd.VectorMath.FLOATS;
import static io.github.ascent4j.simd.VectorMath.of;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * The optimisers' steps of {@link VectorKernels}; see {@link VectorMath} for how loops are written.
 */
final class VectorOptimizers {
  private static final int LANES = FLOATS.length();

  private VectorOptimizers() {}

  static void adam(
      float[] parameters,
      float[] gradient,
      int from,
      float[] first,
      float[] second,
      int size,
      AdamStep s) {
    FloatVector shrink = of(s.shrink);
    FloatVector weightDecay = of(s.weightDecay);
    FloatVector firstRate = of(s.firstRate);
    FloatVector secondRate = of(s.secondRate);
    FloatVector secondDecay = of(s.secondDecay);
    FloatVector secondCorrection = of(s.secondCorrection);
    FloatVector epsilon = of(s.epsilon);
    FloatVector negativeStep = of(s.negativeStep);
    FloatVector scale = of(s.scale);
    for (int i = 0, at = from; i < size; i += 2 * LANES, at += 2 * LANES) {
      FloatVector p0 = FloatVector.fromArray(FLOATS, parameters, at).mul(shrink);
      FloatVector p1 = FloatVector.fromArray(FLOATS, parameters, at + LANES).mul(shrink);
      FloatVector m0 = FloatVector.fromArray(FLOATS, first, i);
      FloatVector m1 = FloatVector.fromArray(FLOATS, first, i + LANES);
      FloatVector v0 = FloatVector.fromArray(FLOATS, second, i);
      FloatVector v1 = FloatVector.fromArray(FLOATS, second, i + LANES);
      FloatVector g0 = FloatVector.fromArray(FLOATS, gradient, at).mul(scale);
      FloatVector g1 = FloatVector.fromArray(FLOATS, gradient, at + LANES).mul(scale);
      g0 = weightDecay.fma(p0, g0);
      g1 = weightDecay.fma(p1, g1);
      m0 = firstRate.fma(g0.sub(m0), m0);
      m1 = firstRate.fma(g1.sub(m1), m1);
      v0 = g0.mul(secondRate).fma(g0, v0.mul(secondDecay));
      v1 = g1.mul(secondRate).fma(g1, v1.mul(secondDecay));
      m0 = m0.blend(0f, m0.abs().compare(LT, TINY_FIRST_MOMENT));
      m1 = m1.blend(0f, m1.abs().compare(LT, TINY_FIRST_MOMENT));
      v0 = v0.blend(0f, v0.compare(LT, TINY_SECOND_MOMENT));
      v1 = v1.blend(0f, v1.compare(LT, TINY_SECOND_MOMENT));
      m0.intoArray(first, i);
      m1.intoArray(first, i + LANES);
      v0.intoArray(second, i);
      v1.intoArray(second, i + LANES);
      FloatVector deviation0 = v0.sqrt().fma(secondCorrection, epsilon);
      FloatVector deviation1 = v1.sqrt().fma(secondCorrection, epsilon);
      negativeStep.fma(m0.div(deviation0), p0).intoArray(parameters, at);
      negativeStep.fma(m1.div(deviation1), p1).intoArray(parameters, at + LANES);
    }
  }

  static void rmsProp(
      float[] parameters, float[] gradient, int from, float[] squares, int size, RmsPropStep s) {
    FloatVector weightDecay = of(s.weightDecay);
    FloatVector squareRate = of(s.squareRate);
    FloatVector squareDecay = of(s.squareDecay);
    FloatVector innerEpsilon = of(s.innerEpsilon);
    FloatVector outerEpsilon = of(s.outerEpsilon);
    FloatVector negativeRate = of(s.negativeRate);
    FloatVector scale = of(s.scale);
    for (int i = 0, at = from; i < size; i += 2 * LANES, at += 2 * LANES) {
      FloatVector p0 = FloatVector.fromArray(FLOATS, parameters, at);
      FloatVector p1 = FloatVector.fromArray(FLOATS, parameters, at + LANES);
      FloatVector v0 = FloatVector.fromArray(FLOATS, squares, i);
      FloatVector v1 = FloatVector.fromArray(FLOATS, squares, i + LANES);
      FloatVector g0 = FloatVector.fromArray(FLOATS, gradient, at).mul(scale);
      FloatVector g1 = FloatVector.fromArray(FLOATS, gradient, at + LANES).mul(scale);
      g0 = weightDecay.fma(p0, g0);
      g1 = weightDecay.fma(p1, g1);
      v0 = g0.mul(squareRate).fma(g0, v0.mul(squareDecay));
      v1 = g1.mul(squareRate).fma(g1, v1.mul(squareDecay));
      v0 = v0.blend(0f, v0.compare(LT, TINY_SECOND_MOMENT));
      v1 = v1.blend(0f, v1.compare(LT, TINY_SECOND_MOMENT));
      v0.intoArray(squares, i);
      v1.intoArray(squares, i + LANES);
      FloatVector divisor0 = v0.add(innerEpsilon).sqrt().add(outerEpsilon);
      FloatVector divisor1 = v1.add(innerEpsilon).sqrt().add(outerEpsilon);
      negativeRate.fma(g0.div(divisor0), p0).intoArray(parameters, at);
      negativeRate.fma(g1.div(divisor1), p1).intoArray(parameters, at + LANES);
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
    FloatVector weightDecay = of(s.weightDecay);
    FloatVector squareRate = of(s.squareRate);
    FloatVector squareDecay = of(s.squareDecay);
    FloatVector meanRate = of(s.meanRate);
    FloatVector momentum = of(s.momentum);
    FloatVector innerEpsilon = of(s.innerEpsilon);
    FloatVector outerEpsilon = of(s.outerEpsilon);
    FloatVector negativeRate = of(s.negativeRate);
    FloatVector scale = of(s.scale);
    for (int i = 0, at = from; i < size; i += LANES, at += LANES) {
      FloatVector p = FloatVector.fromArray(FLOATS, parameters, at);
      FloatVector v = FloatVector.fromArray(FLOATS, squares, i);
      FloatVector m = FloatVector.fromArray(FLOATS, means, i);
      FloatVector b = FloatVector.fromArray(FLOATS, buffer, i);
      FloatVector g = FloatVector.fromArray(FLOATS, gradient, at).mul(scale);
      g = weightDecay.fma(p, g);
      v = g.mul(squareRate).fma(g, v.mul(squareDecay));
      m = meanRate.fma(g.sub(m), m);
      v = v.blend(0f, v.compare(LT, TINY_SECOND_MOMENT));
      m = m.blend(0f, m.abs().compare(LT, TINY_FIRST_MOMENT));
      v.intoArray(squares, i);
      m.intoArray(means, i);
      FloatVector variance = m.neg().fma(m, v);
      variance = variance.blend(0f, variance.compare(LT, 0f));
      FloatVector divisor = variance.add(innerEpsilon).sqrt().add(outerEpsilon);
      b = momentum.fma(b, g.div(divisor));
      b = b.blend(0f, b.abs().compare(LT, TINY_FIRST_MOMENT));
      b.intoArray(buffer, i);
      negativeRate.fma(b, p).intoArray(parameters, at);
    }
  }

  static void momentumSgd(
      float[] parameters, float[] gradient, int from, float[] buffer, int size, SgdStep s) {
    FloatVector weightDecay = of(s.weightDecay);
    FloatVector momentum = of(s.momentum);
    FloatVector intake = of(s.intake);
    FloatVector bufferShare = of(s.bufferShare);
    FloatVector gradientShare = of(s.gradientShare);
    FloatVector negativeRate = of(s.negativeRate);
    FloatVector scale = of(s.scale);
    for (int i = 0, at = from; i < size; i += LANES, at += LANES) {
      FloatVector p = FloatVector.fromArray(FLOATS, parameters, at);
      FloatVector b = FloatVector.fromArray(FLOATS, buffer, i);
      FloatVector g = FloatVector.fromArray(FLOATS, gradient, at).mul(scale);
      g = weightDecay.fma(p, g);
      b = momentum.fma(b, intake.mul(g));
      b = b.blend(0f, b.abs().compare(LT, TINY_FIRST_MOMENT));
      b.intoArray(buffer, i);
      FloatVector direction = bufferShare.fma(b, gradientShare.mul(g));
      negativeRate.fma(direction, p).intoArray(parameters, at);
    }
  }
}
