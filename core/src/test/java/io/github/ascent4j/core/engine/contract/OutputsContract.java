package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.StepFigures;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs asked for alone, networks of some outputs, and steps. */
public abstract class OutputsContract {
  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  private static ActorCritic separate() {
    return Networks.separate(
        3, Networks.hidden(ActivationFunction.TANH, 5, 17), Networks.gaussian(2));
  }

  private static ActorCritic trunk() {
    List<Layer> own = Networks.hidden(ActivationFunction.TANH, 5);
    return new ActorCritic(
        3,
        Networks.hidden(ActivationFunction.TANH, 17),
        own,
        Networks.categorical(3),
        own,
        Layer.Dense.torch(1));
  }

  static Stream<ActorCritic> networks() {
    return Stream.of(
        separate(),
        trunk(),
        Networks.shared(3, Networks.hidden(ActivationFunction.TANH, 17), Networks.categorical(3)),
        // A trunk that ends with both heads behind an activation of their own.
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(5)),
            List.of(new Layer.Activation(ActivationFunction.TANH)),
            Networks.categorical(3),
            List.of(new Layer.Activation(ActivationFunction.TANH)),
            Layer.Dense.torch(1)));
  }

  /** What is not asked for is left alone, and what is has the bits of a pass over everything. */
  @ParameterizedTest
  @MethodSource("networks")
  void anOutputAloneIsThatOfTheWholeNetwork(ActorCritic description) {
    for (int count : new int[] {1, 64, 65, 300}) {
      try (Engine engine = engine(2)) {
        WeightedSum sum = new WeightedSum(engine, description, count, 5);
        float[] policy = new float[sum.policyWeights.length];
        float[] values = new float[count];
        Batches.forward(sum.network, sum.inputs, count, policy, values);
        float[] none = {};
        float[] alone = new float[count];
        Batches.forward(sum.network, sum.inputs, count, none, alone);
        assertThat(alone).isEqualTo(values);
        float[] policyAlone = new float[policy.length];
        Batches.forward(sum.network, sum.inputs, count, policyAlone, none);
        assertThat(policyAlone).isEqualTo(policy);
      }
    }
  }

  /** Also behind a pass over everything, whose gradients still lie in the engine's arrays. */
  @ParameterizedTest
  @MethodSource("networks")
  void aNetworkOfOneOutputHasItsOutputsAndGradient(ActorCritic description) {
    Program whole = Program.of(description);
    for (int threads = 1; threads <= 3; threads++) {
      for (int count : new int[] {1, 64, 300}) {
        try (Engine engine = engine(threads)) {
          WeightedSum sum = new WeightedSum(engine, description, count, 7);
          sum.gradient();
          float[] outputs = new float[sum.policyWeights.length];
          float[] values = new float[count];
          Batches.forward(sum.network, sum.inputs, count, outputs, values);
          float[] policyWeights = sum.policyWeights.clone();
          Arrays.fill(sum.policyWeights, 0);
          checkAlone(engine, whole.only(Program.VALUE), sum, new float[0], values);
          System.arraycopy(policyWeights, 0, sum.policyWeights, 0, policyWeights.length);
          Arrays.fill(sum.valueWeights, 0);
          checkAlone(engine, whole.only(Program.POLICY), sum, outputs, new float[0]);
        }
      }
    }
  }

  private static void checkAlone(
      Engine engine, Program program, WeightedSum whole, float[] outputs, float[] values) {
    ParameterLayout layout = whole.network.program().layout();
    WeightedSum alone = new WeightedSum(engine, program, whole.count, 1);
    System.arraycopy(whole.inputs, 0, alone.inputs, 0, whole.inputs.length);
    System.arraycopy(whole.policyWeights, 0, alone.policyWeights, 0, alone.policyWeights.length);
    System.arraycopy(whole.valueWeights, 0, alone.valueWeights, 0, alone.valueWeights.length);
    alone.network.setParameters(program.layout().select(layout, whole.parameters));
    float[] policy = new float[alone.policyWeights.length];
    float[] own = new float[alone.valueWeights.length];
    Batches.forward(alone.network, alone.inputs, alone.count, policy, own);
    assertThat(policy).isEqualTo(outputs);
    assertThat(own).isEqualTo(values);
    assertThat(alone.gradient()).isEqualTo(program.layout().select(layout, whole.gradient()));
  }

  @Test
  void aNetworkWithoutACriticHasOneOutput() {
    ActorCritic description =
        Networks.actorOnly(2, Networks.hidden(ActivationFunction.TANH, 3), Networks.categorical(2));
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, description, 3, 5);
      sum.network.backward(
          sum.batch(),
          out -> {
            assertThat(out.outputs).hasNumberOfRows(1);
            assertThat(out.gradients).hasNumberOfRows(1);
            assertThat(out.strides).hasSize(1);
            sum.write(out);
          });
      sum.network.step(0.1, 1);
      assertThat(sum.network.takeStepFigures().norms()).isPositive();
    }
  }

  /** The norms are those before scaling, and start anew when they have been asked for. */
  @Test
  void stepsAddUpTheirNorms() {
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, separate(), 130, 3);
      assertThat(sum.network.takeStepFigures()).isEqualTo(new StepFigures(0, 0));
      double norms = 0;
      for (int round = 0; round < 3; round++) {
        norms += norm(sum.gradient());
        sum.network.step(0.1, 0.5);
      }
      StepFigures figures = sum.network.takeStepFigures();
      assertThat(figures.steps()).isEqualTo(3);
      assertThat(figures.norms()).isCloseTo(norms, within(1e-4 * norms));
      assertThat(figures.meanNorm()).isEqualTo(figures.norms() / 3);
      assertThat(sum.network.takeStepFigures().meanNorm()).isZero();
      assertThat(sum.network.optimizerState().steps()).isEqualTo(3);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** At the latest when the figures are asked for, and the step changes nothing. */
  @Test
  void aGradientThatIsNotFiniteIsNamed() {
    Program values = Program.of(separate()).only(Program.VALUE);
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, values, 5, 3);
      sum.valueWeights[2] = Float.NaN;
      float[] before = sum.network.parameters();
      sum.gradient();
      assertThatThrownBy(
              () -> {
                sum.network.step(0.1, 1);
                sum.network.takeStepFigures();
              })
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining("the gradient of critic.0.weight[0] is NaN");
      assertThat(sum.network.parameters()).isEqualTo(before);
    }
  }

  /** Units of a batch in any order, some of them, and again. */
  @Test
  void aSelectionHasTheGradientOfItsSamples() {
    int[] order = {9, 3, 3, 7, 0, 12};
    try (Engine engine = engine(1)) {
      WeightedSum sum = new WeightedSum(engine, trunk(), 13, 3);
      double[] expected = new double[sum.parameters.length];
      for (int k = 1; k < 5; k++) {
        float[] single = sum.gradientOf(order[k]);
        for (int p = 0; p < expected.length; p++) {
          expected[p] += single[p];
        }
      }
      var batch = sum.batch();
      batch.select(order, 1, 4);
      assertThat(batch.rows()).isEqualTo(4);
      assertThat(Arrays.copyOf(batch.samples(), 4)).containsExactlyInAnyOrder(3, 3, 7, 0);
      sum.network.backward(
          batch,
          out -> {
            for (int i = 0; i < out.count; i++) {
              int sample = batch.samples()[out.from + i];
              System.arraycopy(
                  sum.policyWeights, 3 * sample, out.gradients[0], i * out.strides[0], 3);
              out.gradients[1][i * out.strides[1]] = sum.valueWeights[sample];
            }
          });
      float[] gradient = sum.network.gradient();
      for (int p = 0; p < expected.length; p++) {
        assertThat((double) gradient[p])
            .isCloseTo(expected[p], within(1e-4 + 1e-4 * Math.abs(expected[p])));
      }
    }
  }
}
