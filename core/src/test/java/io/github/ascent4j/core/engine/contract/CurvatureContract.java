package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The product of J^T M J with a direction: J d against differences of the outputs, and J^T against
 * the backward pass, for a metric M that mixes the outputs of a sample.
 */
public abstract class CurvatureContract {

  private static final double STEP = 0x1p-7;

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  public static Stream<ActorCritic> shapes() {
    return GradientContract.shapes();
  }

  /** A network with samples, a direction of all parameters, and what the engine makes of them. */
  protected static final class Curvature {
    final WeightedSum sum;
    final int width;
    final float[] direction;
    final float[] tangents;
    final float[] outputs;

    public Curvature(Engine engine, ActorCritic description, int count, long seed) {
      sum = new WeightedSum(engine, Program.of(description).only(Program.POLICY), count, seed);
      width = description.head().parameterCount();
      direction = WeightedSum.gaussians(new Random(seed + 1), sum.parameters.length);
      tangents = new float[count * width];
      outputs = new float[count * width];
    }

    /** Keeps outputs and tangents, and weighs tangents by {@link #weigh}. */
    public float[] product() {
      OutputGradient metric =
          rows -> {
            for (int i = 0; i < rows.count; i++) {
              int row = i * rows.strides[0];
              int at = rows.from + i;
              System.arraycopy(rows.outputs[0], row, outputs, at * width, width);
              System.arraycopy(rows.tangents[0], row, tangents, at * width, width);
              weigh(at, rows.tangents[0], row, rows.gradients[0], row);
            }
          };
      float[] product = new float[direction.length];
      Arrays.fill(product, 7);
      sum.network.curvatureProduct(sum.batch(), direction, metric, product);
      return product;
    }

    /** {@code M v = a v + b 1 1^T v}, another one for each sample. */
    private void weigh(int sample, float[] from, int fromRow, float[] to, int toRow) {
      float a = 1 + sample % 3;
      float b = 0.5f * (sample % 2);
      float total = 0;
      for (int k = 0; k < width; k++) {
        total += from[fromRow + k];
      }
      for (int k = 0; k < width; k++) {
        to[toRow + k] = a * from[fromRow + k] + b * total;
      }
    }

    /** J d by differences along the direction. */
    double[] differences() {
      double step = STEP / Math.max(1, Math.sqrt(dot(direction, direction)));
      double[] slopes = new double[tangents.length];
      for (int k : new int[] {-2, -1, 1, 2}) {
        float[] moved = sum.parameters.clone();
        for (int j = 0; j < moved.length; j++) {
          moved[j] = (float) (moved[j] + k * step * direction[j]);
        }
        sum.network.setParameters(moved);
        float[] at = new float[tangents.length];
        Batches.forward(sum.network, sum.inputs, sum.count, at, new float[sum.valueWeights.length]);
        double weight = (Math.abs(k) == 1 ? 8 : -1) * Math.signum(k) / (12 * step);
        for (int i = 0; i < at.length; i++) {
          slopes[i] += weight * at[i];
        }
      }
      sum.network.setParameters(sum.parameters);
      return slopes;
    }

    /** J^T M t for the tangents t, by the backward pass. */
    float[] carriedBack() {
      sum.network.backward(
          sum.batch(),
          out -> {
            for (int i = 0; i < out.count; i++) {
              weigh(
                  out.from + i,
                  tangents,
                  (out.from + i) * width,
                  out.gradients[0],
                  i * out.strides[0]);
            }
          });
      return sum.network.gradient();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void tangentsAreTheSlopesOfTheOutputs(ActorCritic description) {
    assertThat(wrongTangents(description)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationHasItsTangent(ActivationFunction function) {
    List<Layer> hidden = Networks.hidden(function, 5, 17);
    boolean kinked =
        function == ActivationFunction.RELU || function == ActivationFunction.LEAKY_RELU;
    int wrong =
        wrongTangents(Networks.separate(3, hidden, Networks.categorical(3)))
            + wrongTangents(Networks.shared(3, hidden, Networks.gaussian(2)));
    // Of 90 outputs, some lie within a step of a kink, where there is no slope.
    assertThat(wrong).isLessThanOrEqualTo(kinked ? 5 : 0);
  }

  private int wrongTangents(ActorCritic description) {
    int wrong = 0;
    try (Engine engine = engine(1)) {
      Curvature curvature = new Curvature(engine, description, 18, 5);
      curvature.product();
      double[] slopes = curvature.differences();
      double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
      assertThat(largest).isGreaterThan(0.1);
      for (int i = 0; i < slopes.length; i++) {
        double error = Math.abs(curvature.tangents[i] - slopes[i]);
        wrong += error <= 3e-3 * largest ? 0 : 1;
      }
    }
    return wrong;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theProductIsCarriedBackByTheBackwardPass(ActorCritic description) {
    for (int count : new int[] {1, 63, 64, 65, 130}) {
      try (Engine engine = engine(2)) {
        Curvature curvature = new Curvature(engine, description, count, 3);
        float[] product = curvature.product();
        assertThat(product).as(count + " samples").isEqualTo(curvature.carriedBack());
        float[] outputs = new float[curvature.outputs.length];
        Batches.forward(
            curvature.sum.network,
            curvature.sum.inputs,
            count,
            outputs,
            new float[curvature.sum.valueWeights.length]);
        assertThat(curvature.outputs).isEqualTo(outputs);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theMatrixIsSymmetric(ActorCritic description) {
    try (Engine engine = engine(1)) {
      Curvature one = new Curvature(engine, description, 70, 3);
      Curvature other = new Curvature(engine, description, 70, 3);
      int size = one.direction.length;
      for (int j = 0; j < size; j++) {
        other.direction[j] = one.direction[size - 1 - j];
      }
      double oneWay = dot(other.direction, one.product());
      double otherWay = dot(one.direction, other.product());
      double scale =
          Math.sqrt(dot(one.direction, one.product()) * dot(other.direction, other.product()));
      assertThat(oneWay).isCloseTo(otherWay, within(1e-4 * scale));
      assertThat(scale).isPositive();
    }
  }

  private static final ActorCritic SMALL =
      Networks.separate(3, Networks.hidden(ActivationFunction.TANH, 5), Networks.gaussian(2));

  /** One weight w, one bias and a deviation: J of the mean is (x, 1), of the deviation 1. */
  @Test
  void aLinearPolicyByHand() {
    ActorCritic description = Networks.actorOnly(1, List.of(), Networks.gaussian(1));
    try (Engine engine = engine(1)) {
      Curvature curvature = new Curvature(engine, description, 2, 1);
      float[] x = {2, -3};
      System.arraycopy(x, 0, curvature.sum.inputs, 0, 2);
      float[] d = {10, 1, 5};
      System.arraycopy(d, 0, curvature.direction, 0, 3);
      // Tangents (21, 5) and (-29, 5); metrics 1 and 2 + 0.5 times the sum: (-70, -2).
      assertThat(curvature.product()).containsExactly(2 * 21 + 3 * 70, 21 - 70, 5 - 2);
    }
  }

  @Test
  void theGradientThatAStepWaitsForIsKept() {
    try (Engine engine = engine(1)) {
      Curvature curvature = new Curvature(engine, SMALL, 130, 1);
      float[] gradient = curvature.sum.gradient();
      curvature.product();
      assertThat(curvature.sum.network.gradient()).isEqualTo(gradient);
      assertThat(curvature.sum.network.parameters()).isEqualTo(curvature.sum.parameters);
    }
  }

  /** What passes keep of the parameters follows them, in whatever order they come. */
  @Test
  void itFollowsTheParametersAndTheDirection() {
    try (Engine engine = engine(1)) {
      Curvature curvature = new Curvature(engine, SMALL, 10, 1);
      float[] before = curvature.product();
      float[] changed = WeightedSum.gaussians(new Random(8), curvature.direction.length);
      curvature.sum.network.setParameters(changed);
      assertThat(curvature.product()).isNotEqualTo(before).isEqualTo(curvature.carriedBack());
      curvature.sum.network.setParameters(curvature.sum.parameters);
      assertThat(curvature.product()).isEqualTo(before);
      for (int j = 0; j < curvature.direction.length; j++) {
        curvature.direction[j] *= 2;
      }
      float[] twice = curvature.product();
      for (int j = 0; j < before.length; j++) {
        assertThat(twice[j]).isEqualTo(2 * before[j]);
      }
    }
  }

  /** Batches of other sizes in turn. */
  @Test
  void sizesMayChange() {
    try (Engine engine = engine(2)) {
      WeightedSum sum = new WeightedSum(engine, Program.of(SMALL).only(Program.POLICY), 200, 3);
      float[] direction = WeightedSum.gaussians(new Random(4), sum.parameters.length);
      OutputGradient same =
          rows ->
              System.arraycopy(
                  rows.tangents[0], 0, rows.gradients[0], 0, rows.count * rows.strides[0]);
      double[] added = new double[direction.length];
      float[] product = new float[direction.length];
      for (int from = 0, size = 1;
          from < 200;
          from += size, size = Math.min(2 * size, 200 - from)) {
        float[] inputs = Arrays.copyOfRange(sum.inputs, 3 * from, 3 * (from + size));
        sum.network.curvatureProduct(
            Batches.of(sum.network, inputs, size), direction, same, product);
        for (int j = 0; j < added.length; j++) {
          added[j] += product[j];
        }
      }
      sum.network.curvatureProduct(sum.batch(), direction, same, product);
      for (int j = 0; j < added.length; j++) {
        assertThat((double) product[j])
            .isCloseTo(added[j], within(1e-4 * (1 + Math.abs(added[j]))));
      }
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }
}
