package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.Program;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients and tangents of convolutions and max-pools against differences. */
public abstract class ImageContract {

  protected static final float STEP = 0x1p-8f;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  /**
   * Of how many parameters one is checked by differences: an engine that has special ways for parts
   * of a network needs them all.
   */
  protected int oneParameterIn() {
    return 1;
  }

  public static Stream<ActorCritic> convolutions() {
    return ImageNetworks.convolutions();
  }

  public static Stream<ActorCritic> pools() {
    return ImageNetworks.pools();
  }

  public static Stream<ActorCritic> all() {
    return ImageNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void everyParameterHasItsGradient(ActorCritic description) {
    try (Engine engine = engine(1)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 3, 5);
      float[] gradient = sum.gradient();
      for (int p = 0; p < gradient.length; p += oneParameterIn()) {
        double slope = sum.slope(p, -STEP, STEP);
        assertThat((double) gradient[p])
            .as("parameter " + p)
            .isCloseTo(slope, within(1e-3 + 1e-3 * Math.abs(slope)));
      }
    }
  }

  /** Where a maximum changes within the step, the other side has no such kink, or few have none. */
  @ParameterizedTest
  @MethodSource("pools")
  void everyParameterInFrontOfAMaximumHasItsGradient(ActorCritic description) {
    try (Engine engine = engine(1)) {
      WeightedImageSum sum = new WeightedImageSum(engine, description, 2, 5);
      float[] gradient = sum.gradient();
      int kinked = 0;
      for (int p = 0; p < gradient.length; p++) {
        double below = Math.abs(gradient[p] - sum.slope(p, -STEP, 0));
        double above = Math.abs(gradient[p] - sum.slope(p, 0, STEP));
        kinked += Math.min(below, above) > 4e-3 + 4e-3 * Math.abs(gradient[p]) ? 1 : 0;
      }
      assertThat(kinked).as("of " + gradient.length).isLessThanOrEqualTo(gradient.length / 20);
    }
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void theTangentIsTheSlopeAlongItsDirection(ActorCritic description) {
    try (Engine engine = engine(2)) {
      WeightedImageSum sum =
          new WeightedImageSum(
              engine, description, Program.of(description).only(Program.POLICY), 70, 5);
      float[] direction = WeightedSum.gaussians(new Random(8), sum.parameters.length);
      float step = 0x1p-9f;
      float[] above = sum.policy(moved(sum.parameters, direction, step));
      float[] below = sum.policy(moved(sum.parameters, direction, -step));
      sum.network.setParameters(sum.parameters);
      float[] tangents = sum.tangents(direction, new float[direction.length]);
      for (int i = 0; i < tangents.length; i++) {
        double slope = ((double) above[i] - below[i]) / (2 * step);
        assertThat((double) tangents[i])
            .as("output " + i)
            .isCloseTo(slope, within(5e-3 + 5e-3 * Math.abs(slope)));
      }
    }
  }

  /** One carries numbers forward and the other back, by the same matrix. */
  @ParameterizedTest
  @MethodSource("all")
  void tangentAndGradientAreTransposed(ActorCritic description) {
    try (Engine engine = engine(2)) {
      WeightedImageSum sum =
          new WeightedImageSum(
              engine, description, Program.of(description).only(Program.POLICY), 70, 5);
      float[] direction = WeightedSum.gaussians(new Random(8), sum.parameters.length);
      float[] product = new float[direction.length];
      float[] tangents = sum.tangents(direction, product);
      float[] gradient = sum.gradient();
      double size = Math.sqrt(dot(tangents, tangents) * dot(sum.policyWeights, sum.policyWeights));
      assertThat(dot(tangents, sum.policyWeights))
          .isCloseTo(dot(direction, gradient), within(1e-5 * size));

      // With the identity for a metric, the product is what carrying the tangents back gives.
      System.arraycopy(tangents, 0, sum.policyWeights, 0, tangents.length);
      assertThat(product).isEqualTo(sum.gradient());
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] moved(float[] start, float[] direction, float step) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }
}
