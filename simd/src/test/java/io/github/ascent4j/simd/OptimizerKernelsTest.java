package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Optimizer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Vector steps have the bits of the scalar ones, and those do what they say. */
final class OptimizerKernelsTest {
  private final Kernels vector = new VectorKernels();
  private final Kernels scalar = new ScalarKernels();
  private final Random random = new Random(3);

  /** What one step reads and writes; the optimiser's own arrays begin at 0. */
  private static final class Arguments {
    final int from;
    final int size;
    final float[] parameters;
    final float[] gradient;
    final float[] means;
    final float[] squares;
    final float[] buffer;

    Arguments(Random random, int from, int size) {
      this.from = from;
      this.size = size;
      parameters = gaussians(random, from + size + 64);
      gradient = gaussians(random, from + size + 64);
      means = gaussians(random, size);
      squares = gaussians(random, size);
      buffer = gaussians(random, size);
      for (int i = 0; i < size; i++) {
        // Some below the mean's square, as rounding leaves them, and some about to vanish.
        squares[i] *= i % 7 == 0 ? squares[i] * 1e-30f : squares[i];
        means[i] *= i % 5 == 0 ? 1e-25f : 1;
        buffer[i] *= i % 3 == 0 ? 1e-25f : 1;
        gradient[from + i] *= i % 2 == 0 ? 1 : 0;
      }
    }

    Arguments(Arguments other) {
      from = other.from;
      size = other.size;
      parameters = other.parameters.clone();
      gradient = other.gradient.clone();
      means = other.means.clone();
      squares = other.squares.clone();
      buffer = other.buffer.clone();
    }

    private static float[] gaussians(Random random, int size) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }
  }

  private interface Step {
    void take(Kernels kernels, Arguments on, int t);
  }

  private void sameBits(Step step) {
    for (int t = 1; t < 60; t++) {
      Arguments expected = new Arguments(random, t % 3 * 64, 64 * (1 + t % 5));
      Arguments actual = new Arguments(expected);
      float[] before = expected.parameters.clone();
      step.take(scalar, expected, t);
      step.take(vector, actual, t);
      same("parameters", expected.parameters, actual.parameters);
      same("means", expected.means, actual.means);
      same("squares", expected.squares, actual.squares);
      same("buffer", expected.buffer, actual.buffer);
      int to = expected.from + expected.size;
      assertThat(Arrays.mismatch(before, expected.parameters)).isEqualTo(expected.from);
      assertThat(Arrays.copyOfRange(actual.parameters, to, to + 64))
          .isEqualTo(Arrays.copyOfRange(before, to, to + 64));
    }
  }

  private static double scale(int t) {
    return t % 3 == 0 ? 1 : 0.37;
  }

  private static double decay(int t) {
    return t % 2 == 0 ? 0 : 0.01;
  }

  @Test
  void adamHasTheSameBits() {
    sameBits(
        (kernels, on, t) -> {
          Optimizer.Adam adam = new Optimizer.Adam(0.9, 0.999, 1e-5, decay(t));
          AdamStep step = new AdamStep().set(adam, t, 3e-4, scale(t));
          kernels.adam(on.parameters, on.gradient, on.from, on.means, on.squares, on.size, step);
        });
  }

  @Test
  void adamWithDecoupledDecayHasTheSameBits() {
    sameBits(
        (kernels, on, t) -> {
          Optimizer.AdamW adam = new Optimizer.AdamW(0.9, 0.999, 1e-5, decay(t));
          AdamStep step = new AdamStep().set(adam, t, 0.1, scale(t));
          kernels.adam(on.parameters, on.gradient, on.from, on.means, on.squares, on.size, step);
        });
  }

  private static RmsPropStep rmsProp(int t) {
    Optimizer.RmsProp rmsProp =
        new Optimizer.RmsProp(0.9, 1e-5, decay(t), t % 5 == 0 ? 0 : 0.9, t % 7 != 0, t % 4 < 2);
    return new RmsPropStep().set(rmsProp, 7e-4, scale(t));
  }

  @Test
  void rmsPropHasTheSameBits() {
    sameBits(
        (kernels, on, t) ->
            kernels.rmsProp(on.parameters, on.gradient, on.from, on.squares, on.size, rmsProp(t)));
    sameBits(
        (kernels, on, t) ->
            kernels.fullRmsProp(
                on.parameters,
                on.gradient,
                on.from,
                on.squares,
                on.means,
                on.buffer,
                on.size,
                rmsProp(t)));
  }

  private static SgdStep sgd(int t) {
    Optimizer.Sgd sgd =
        t % 2 == 0
            ? new Optimizer.Sgd(0.9, 0, decay(t / 2), true)
            : new Optimizer.Sgd(0.8, t % 3 == 0 ? 0.3 : 0, decay(t / 2), false);
    return new SgdStep().set(sgd, t, 0.01, scale(t));
  }

  @Test
  void gradientDescentHasTheSameBits() {
    sameBits((kernels, on, t) -> kernels.sgd(on.parameters, on.gradient, on.from, on.size, sgd(t)));
    sameBits(
        (kernels, on, t) ->
            kernels.momentumSgd(on.parameters, on.gradient, on.from, on.buffer, on.size, sgd(t)));
  }

  /** The kernel for all forms with neither a mean nor momentum is the kernel without them. */
  @Test
  void bothKernelsOfRmsPropAgree() {
    for (boolean tensorflow : new boolean[] {false, true}) {
      Optimizer.RmsProp form = new Optimizer.RmsProp(0.99, 1e-5, 0.01, 0, false, tensorflow);
      RmsPropStep step = new RmsPropStep().set(form, 7e-4, 0.5);
      Arguments plain = new Arguments(random, 64, 192);
      Arguments full = new Arguments(plain);
      Arrays.fill(full.means, 0);
      vector.rmsProp(plain.parameters, plain.gradient, 64, plain.squares, 192, step);
      vector.fullRmsProp(
          full.parameters, full.gradient, 64, full.squares, full.means, full.buffer, 192, step);
      same("parameters", plain.parameters, full.parameters);
      same("squares", plain.squares, full.squares);
      assertThat(full.means).containsOnly(0);
    }
  }

  /** The first step of Adam moves by the learning rate against the sign of the gradient. */
  @Test
  void adamsFirstStepIsTheLearningRate() {
    float[] gradient = new float[64];
    gradient[0] = 5;
    gradient[1] = -0.01f;
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      float[] parameters = new float[64];
      AdamStep step = new AdamStep().set(Optimizer.Adam.withEpsilon(1e-12), 1, 0.25, 1);
      kernels.adam(parameters, gradient, 0, new float[64], new float[64], 64, step);
      assertThat(parameters[0]).isCloseTo(-0.25f, within(1e-6f));
      assertThat(parameters[1]).isCloseTo(0.25f, within(1e-6f));
      assertThat(parameters[2]).isZero();
    }
  }

  /** s = 0.75 * 0 + 0.25 * 4 = 1, then p = 1 - 0.5 * 2 / (1 + 1) = 0.5. */
  @Test
  void rmsPropDividesByTheRootOfTheMeanSquare() {
    Optimizer.RmsProp torch = new Optimizer.RmsProp(0.75, 1, 0, 0, false, false);
    assertThat(rmsPropStep(torch, 0)).containsExactly(0.5f, 1f);
  }

  /** s = 0.75 * 1 + 0.25 * 4 = 1.75, then p = 1 - 0.5 * 2 / sqrt(1.75 + 2.25) = 0.5. */
  @Test
  void tensorFlowsEpsilonIsInsideTheRoot() {
    Optimizer.RmsProp tensorflow = new Optimizer.RmsProp(0.75, 2.25, 0, 0, false, true);
    assertThat(rmsPropStep(tensorflow, 1)).containsExactly(0.5f, 1.75f);
  }

  /** Returns parameter and square after a step from 1 with gradient 2 at rate 0.5. */
  private float[] rmsPropStep(Optimizer.RmsProp form, float square) {
    float[] parameters = new float[64];
    float[] gradient = new float[64];
    float[] squares = new float[64];
    parameters[9] = 1;
    gradient[9] = 2;
    squares[9] = square;
    RmsPropStep step = new RmsPropStep().set(form, 0.5, 1);
    vector.rmsProp(parameters, gradient, 0, squares, 64, step);
    return new float[] {parameters[9], squares[9]};
  }

  /** A constant gradient has no variance; rounding must not make its root NaN. */
  @Test
  void aCenteredRmsPropTakesAConstantGradient() {
    Optimizer.RmsProp centered = new Optimizer.RmsProp(0.5, 1e-8, 0, 0, true, false);
    RmsPropStep step = new RmsPropStep().set(centered, 1e-9, 1);
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      float[] parameters = new float[64];
      float[] gradient = new float[64];
      float[] squares = new float[64];
      float[] means = new float[64];
      for (int i = 0; i < 64; i++) {
        gradient[i] = 1 + 0.01f * i;
      }
      for (int t = 0; t < 100; t++) {
        kernels.fullRmsProp(parameters, gradient, 0, squares, means, new float[64], 64, step);
      }
      for (float parameter : parameters) {
        assertThat(parameter).isFinite();
      }
    }
  }

  /** b = 1, then 0.5 * 1 + (1 - 0.25) * 2 = 2: the first gradient is not dampened. */
  @Test
  void dampeningBeginsWithTheSecondStep() {
    Optimizer.Sgd sgd = new Optimizer.Sgd(0.5, 0.25, 0, false);
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      float[] parameters = new float[64];
      float[] buffer = new float[64];
      float[] gradient = new float[64];
      gradient[3] = 1;
      kernels.momentumSgd(parameters, gradient, 0, buffer, 64, new SgdStep().set(sgd, 1, 0.125, 1));
      assertThat(buffer[3]).isEqualTo(1);
      gradient[3] = 2;
      kernels.momentumSgd(parameters, gradient, 0, buffer, 64, new SgdStep().set(sgd, 2, 0.125, 1));
      assertThat(buffer[3]).isEqualTo(2);
      assertThat(parameters[3]).isEqualTo(-0.375f);
    }
  }

  /** b = 4, so p = -0.25 (4 + 0.5 * 4) = -1.5 instead of -1. */
  @Test
  void nesterovLooksAhead() {
    Optimizer.Sgd nesterov = new Optimizer.Sgd(0.5, 0, 0, true);
    float[] parameters = new float[64];
    float[] gradient = new float[64];
    gradient[3] = 4;
    SgdStep step = new SgdStep().set(nesterov, 1, 0.25, 1);
    vector.momentumSgd(parameters, gradient, 0, new float[64], 64, step);
    assertThat(parameters[3]).isEqualTo(-1.5f);
  }

  @Test
  void tinyMomentsBecomeZero() {
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      float[] first = moments(1.05e-25f);
      float[] second = squares();
      AdamStep adam = new AdamStep().set(Optimizer.Adam.withEpsilon(1e-8), 1000, 0.001, 1);
      kernels.adam(new float[64], new float[64], 0, first, second, 64, adam);
      checkFlushed(first, 1e-25f);
      checkFlushed(second, 1e-30f);

      Optimizer.RmsProp form = new Optimizer.RmsProp(0.999, 1e-8, 0, 0.9, true, false);
      RmsPropStep rmsProp = new RmsPropStep().set(form, 0.001, 1);
      second = squares();
      kernels.rmsProp(new float[64], new float[64], 0, second, 64, rmsProp);
      checkFlushed(second, 1e-30f);
      second = squares();
      float[] means = moments(1.0005e-25f);
      float[] buffer = moments(1.05e-25f);
      kernels.fullRmsProp(new float[64], new float[64], 0, second, means, buffer, 64, rmsProp);
      checkFlushed(second, 1e-30f);
      checkFlushed(means, 1e-25f);
      checkFlushed(buffer, 1e-25f);

      SgdStep sgd = new SgdStep().set(new Optimizer.Sgd(0.9, 0, 0, false), 2, 0.001, 1);
      buffer = moments(1.05e-25f);
      kernels.momentumSgd(new float[64], new float[64], 0, buffer, 64, sgd);
      checkFlushed(buffer, 1e-25f);
    }
  }

  private static float[] moments(float tiny) {
    float[] values = new float[64];
    values[0] = tiny;
    values[1] = -tiny;
    values[2] = 1.2e-25f;
    return values;
  }

  private static float[] squares() {
    float[] values = new float[64];
    values[0] = 1.0005e-30f;
    values[2] = 1.01e-30f;
    return values;
  }

  private static void checkFlushed(float[] values, float limit) {
    assertThat(values[0]).isZero();
    assertThat(values[1]).isZero();
    assertThat(values[2]).isGreaterThan(limit);
  }

  private static void same(String what, float[] expected, float[] actual) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(
            what + ", element " + i + ": " + actual[i] + " in place of " + expected[i]);
      }
    }
  }
}
