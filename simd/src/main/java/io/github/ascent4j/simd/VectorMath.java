package io.github.ascent4j.simd;

import static io.github.ascent4j.policy.math.FloatMath.EXP_0;
import static io.github.ascent4j.policy.math.FloatMath.EXP_1;
import static io.github.ascent4j.policy.math.FloatMath.EXP_2;
import static io.github.ascent4j.policy.math.FloatMath.EXP_3;
import static io.github.ascent4j.policy.math.FloatMath.EXP_4;
import static io.github.ascent4j.policy.math.FloatMath.EXP_HIGH;
import static io.github.ascent4j.policy.math.FloatMath.EXP_LOW;
import static io.github.ascent4j.policy.math.FloatMath.LN2_HIGH;
import static io.github.ascent4j.policy.math.FloatMath.LN2_LOW;
import static io.github.ascent4j.policy.math.FloatMath.LOG2_E;
import static io.github.ascent4j.policy.math.FloatMath.ROUND;
import static io.github.ascent4j.policy.math.FloatMath.ROUND_BITS;
import static io.github.ascent4j.policy.math.FloatMath.TANH_LIMIT;
import static io.github.ascent4j.policy.math.FloatMath.TANH_P1;
import static io.github.ascent4j.policy.math.FloatMath.TANH_P2;
import static io.github.ascent4j.policy.math.FloatMath.TANH_P3;
import static io.github.ascent4j.policy.math.FloatMath.TANH_P4;
import static io.github.ascent4j.policy.math.FloatMath.TANH_Q1;
import static io.github.ascent4j.policy.math.FloatMath.TANH_Q2;
import static io.github.ascent4j.policy.math.FloatMath.TANH_Q3;
import static io.github.ascent4j.policy.math.FloatMath.TANH_Q4;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.ascent4j.policy.math.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/*
 * Design. Each loop works on two vectors at a time, so that the long chains of one fill the gaps of
 * the other. Written out like this the methods are also too large for the compiler to inline into
 * their callers, which matters: beyond a number of nodes it stops inlining, and a vector operation
 * left as a call runs twenty times slower. For the same reason the loops call nothing but the Vector
 * API itself, whose methods are exempt.
 */

/** The functions of {@link FloatMath} in vectors: the same operations in the same order. */
final class VectorMath {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  private VectorMath() {}

  static FloatVector of(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /** {@link FloatMath#tanh} of {@code input[from .. to-1]}. */
  static void tanh(float[] input, float[] output, int from, int to) {
    int i = from;
    for (; i + 2 * LANES <= to; i += 2 * LANES) {
      FloatVector x0 = FloatVector.fromArray(FLOATS, input, i);
      FloatVector x1 = FloatVector.fromArray(FLOATS, input, i + LANES);
      FloatVector a0 = x0.abs();
      FloatVector a1 = x1.abs();
      a0 = a0.blend(TANH_LIMIT, a0.compare(GT, TANH_LIMIT));
      a1 = a1.blend(TANH_LIMIT, a1.compare(GT, TANH_LIMIT));
      FloatVector u0 = a0.mul(a0);
      FloatVector u1 = a1.mul(a1);
      FloatVector p0 =
          u0.fma(FloatVector.broadcast(FLOATS, TANH_P4), FloatVector.broadcast(FLOATS, TANH_P3));
      FloatVector p1 =
          u1.fma(FloatVector.broadcast(FLOATS, TANH_P4), FloatVector.broadcast(FLOATS, TANH_P3));
      FloatVector q0 =
          u0.fma(FloatVector.broadcast(FLOATS, TANH_Q4), FloatVector.broadcast(FLOATS, TANH_Q3));
      FloatVector q1 =
          u1.fma(FloatVector.broadcast(FLOATS, TANH_Q4), FloatVector.broadcast(FLOATS, TANH_Q3));
      p0 = p0.fma(u0, FloatVector.broadcast(FLOATS, TANH_P2));
      p1 = p1.fma(u1, FloatVector.broadcast(FLOATS, TANH_P2));
      q0 = q0.fma(u0, FloatVector.broadcast(FLOATS, TANH_Q2));
      q1 = q1.fma(u1, FloatVector.broadcast(FLOATS, TANH_Q2));
      p0 = p0.fma(u0, FloatVector.broadcast(FLOATS, TANH_P1));
      p1 = p1.fma(u1, FloatVector.broadcast(FLOATS, TANH_P1));
      q0 = q0.fma(u0, FloatVector.broadcast(FLOATS, TANH_Q1));
      q1 = q1.fma(u1, FloatVector.broadcast(FLOATS, TANH_Q1));
      p0 = p0.fma(u0, FloatVector.broadcast(FLOATS, 1));
      p1 = p1.fma(u1, FloatVector.broadcast(FLOATS, 1));
      q0 = q0.fma(u0, FloatVector.broadcast(FLOATS, 1));
      q1 = q1.fma(u1, FloatVector.broadcast(FLOATS, 1));
      FloatVector y0 = p0.mul(a0).div(q0);
      FloatVector y1 = p1.mul(a1).div(q1);
      y0 = y0.blend(1f, y0.compare(GT, 1f));
      y1 = y1.blend(1f, y1.compare(GT, 1f));
      IntVector sign0 = x0.reinterpretAsInts().and(Integer.MIN_VALUE);
      IntVector sign1 = x1.reinterpretAsInts().and(Integer.MIN_VALUE);
      y0.reinterpretAsInts().or(sign0).reinterpretAsFloats().intoArray(output, i);
      y1.reinterpretAsInts().or(sign1).reinterpretAsFloats().intoArray(output, i + LANES);
    }
    for (; i < to; i++) {
      output[i] = FloatMath.tanh(input[i]);
    }
  }

  /** {@link FloatMath#exp} of {@code input[from .. to-1]}. */
  static void exp(float[] input, float[] output, int from, int to) {
    int i = from;
    for (; i + 2 * LANES <= to; i += 2 * LANES) {
      FloatVector x0 = FloatVector.fromArray(FLOATS, input, i);
      FloatVector x1 = FloatVector.fromArray(FLOATS, input, i + LANES);
      x0 = x0.blend(EXP_HIGH, x0.compare(GT, EXP_HIGH));
      x1 = x1.blend(EXP_HIGH, x1.compare(GT, EXP_HIGH));
      x0 = x0.blend(EXP_LOW, x0.compare(LT, EXP_LOW));
      x1 = x1.blend(EXP_LOW, x1.compare(LT, EXP_LOW));
      FloatVector t0 =
          x0.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND));
      FloatVector t1 =
          x1.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND));
      FloatVector n0 = t0.sub(ROUND);
      FloatVector n1 = t1.sub(ROUND);
      FloatVector r0 = n0.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x0);
      FloatVector r1 = n1.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x1);
      r0 = n0.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r0);
      r1 = n1.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r1);
      FloatVector p0 =
          r0.fma(FloatVector.broadcast(FLOATS, EXP_4), FloatVector.broadcast(FLOATS, EXP_3));
      FloatVector p1 =
          r1.fma(FloatVector.broadcast(FLOATS, EXP_4), FloatVector.broadcast(FLOATS, EXP_3));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_2));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_2));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_1));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_1));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_0));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_0));
      FloatVector y0 = p0.fma(r0.mul(r0), r0).add(1f);
      FloatVector y1 = p1.fma(r1.mul(r1), r1).add(1f);
      IntVector exponent0 = t0.reinterpretAsInts().sub(ROUND_BITS);
      IntVector exponent1 = t1.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half0 = exponent0.lanewise(ASHR, 1);
      IntVector half1 = exponent1.lanewise(ASHR, 1);
      IntVector rest0 = exponent0.sub(half0);
      y0 = y0.mul(half0.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      y0 = y0.mul(rest0.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      IntVector rest1 = exponent1.sub(half1);
      y1 = y1.mul(half1.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      y1 = y1.mul(rest1.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      y0.intoArray(output, i);
      y1.intoArray(output, i + LANES);
    }
    for (; i < to; i++) {
      output[i] = FloatMath.exp(input[i]);
    }
  }

  /** {@link FloatMath#sigmoid} of {@code input[from .. to-1]}. */
  static void sigmoid(float[] input, float[] output, int from, int to) {
    int i = from;
    for (; i + 2 * LANES <= to; i += 2 * LANES) {
      FloatVector x0 = FloatVector.fromArray(FLOATS, input, i).neg();
      FloatVector x1 = FloatVector.fromArray(FLOATS, input, i + LANES).neg();
      x0 = x0.blend(EXP_HIGH, x0.compare(GT, EXP_HIGH));
      x1 = x1.blend(EXP_HIGH, x1.compare(GT, EXP_HIGH));
      x0 = x0.blend(EXP_LOW, x0.compare(LT, EXP_LOW));
      x1 = x1.blend(EXP_LOW, x1.compare(LT, EXP_LOW));
      FloatVector t0 =
          x0.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND));
      FloatVector t1 =
          x1.fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND));
      FloatVector n0 = t0.sub(ROUND);
      FloatVector n1 = t1.sub(ROUND);
      FloatVector r0 = n0.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x0);
      FloatVector r1 = n1.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x1);
      r0 = n0.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r0);
      r1 = n1.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r1);
      FloatVector p0 =
          r0.fma(FloatVector.broadcast(FLOATS, EXP_4), FloatVector.broadcast(FLOATS, EXP_3));
      FloatVector p1 =
          r1.fma(FloatVector.broadcast(FLOATS, EXP_4), FloatVector.broadcast(FLOATS, EXP_3));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_2));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_2));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_1));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_1));
      p0 = p0.fma(r0, FloatVector.broadcast(FLOATS, EXP_0));
      p1 = p1.fma(r1, FloatVector.broadcast(FLOATS, EXP_0));
      FloatVector y0 = p0.fma(r0.mul(r0), r0).add(1f);
      FloatVector y1 = p1.fma(r1.mul(r1), r1).add(1f);
      IntVector exponent0 = t0.reinterpretAsInts().sub(ROUND_BITS);
      IntVector exponent1 = t1.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half0 = exponent0.lanewise(ASHR, 1);
      IntVector half1 = exponent1.lanewise(ASHR, 1);
      IntVector rest0 = exponent0.sub(half0);
      y0 = y0.mul(half0.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      y0 = y0.mul(rest0.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      IntVector rest1 = exponent1.sub(half1);
      y1 = y1.mul(half1.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      y1 = y1.mul(rest1.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      FloatVector one = FloatVector.broadcast(FLOATS, 1);
      one.div(y0.add(one)).intoArray(output, i);
      one.div(y1.add(one)).intoArray(output, i + LANES);
    }
    for (; i < to; i++) {
      output[i] = FloatMath.sigmoid(input[i]);
    }
  }
}
