package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operations of a plan against PyTorch, with the gradients that a network keeps to itself. */
@ReadsGolden
final class GoldenLstmTest {
  static List<Golden.Case> lstm() {
    return Golden.cases("networks.json", 2, c -> c.kind().equals("lstm"));
  }

  static List<Golden.Case> mlpLstm() {
    return Golden.cases("networks.json", 3, c -> c.kind().equals("mlp_lstm"));
  }

  /** Behind two parts laid side by side, so that the input has a gradient. */
  @ParameterizedTest
  @MethodSource
  void lstm(Golden.Case golden) {
    ActorCritic description =
        new ActorCritic(
            List.of(Input.numbers(2), Input.numbers(3)),
            List.of(Layer.Lstm.torch(6)),
            List.of(),
            Networks.categorical(1),
            List.of(),
            null);
    Run run = new Run(golden, description, Golden.floats(golden.input("input")));
    for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
      run.set("trunk.0." + name, "params", name + "_l0");
    }
    run.forward();
    int rows = run.input.count;
    float[] outputs = new float[rows * 6];
    float[] outGradients = Golden.floats(golden.input("grad_outputs").get("output"));
    float[] lastOut = Golden.floats(golden.input("grad_outputs").get("h_n"));
    float[] lastCells = Golden.floats(golden.input("grad_outputs").get("c_n"));
    float[] target = run.workspace.gradients[run.lstm.outBuffer];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(run.workspace.values[run.lstm.outBuffer], i * 8, outputs, i * 6, 6);
      System.arraycopy(outGradients, i * 6, target, i * 8, 6);
    }
    for (int c = 0; c < 3; c++) {
      int row = rows - 3 + c;
      for (int j = 0; j < 6; j++) {
        target[row * 8 + j] += lastOut[c * 6 + j];
        run.workspace.gradients[run.lstm.cellsBuffer][row * 24 + 8 + j] = lastCells[c * 6 + j];
      }
    }
    run.lstm.backwardFrom(run.kernels, run.workspace, rows);

    golden.check("output", golden.expected("outputs").get("output"), outputs);
    run.checkStates();
    for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
      JsonNode expected = golden.expected("grad_params").get(name + "_l0");
      golden.check(name, expected, run.gradient("trunk.0." + name));
    }
    float[] inputGradient = new float[rows * 5];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          run.workspace.gradients[run.lstm.in.buffer()], i * 8, inputGradient, i * 5, 5);
    }
    golden.check("input", golden.expected("grad_inputs").get("input"), inputGradient);
  }

  /** RlPyt's model: its head is the actor's mean and log standard deviation, and the value. */
  @ParameterizedTest
  @MethodSource
  void mlpLstm(Golden.Case golden) {
    ActivationFunction activation =
        ActivationFunction.valueOf(golden.input("activation").asText().toUpperCase(Locale.ROOT));
    ActorCritic description =
        new ActorCritic(
            List.of(
                new Input(Input.Kind.NUMBERS, List.of(5), Networks.hidden(activation, 8)),
                new Input(Input.Kind.PREVIOUS_ACTION, List.of(2), List.of()),
                new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of())),
            List.of(Layer.Lstm.torch(6)),
            List.of(),
            Networks.categorical(4),
            List.of(),
            Layer.Dense.torch(1));
    assertThat(golden.input("action_size").asInt()).isEqualTo(2);
    assertThat(Golden.integers(golden.input("hidden"))).containsExactly(8);
    Run run = new Run(golden, description, rows(golden));
    run.set("input.0.0.weight", "params", "mlp.0.weight");
    run.set("input.0.0.bias", "params", "mlp.0.bias");
    for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
      run.set("trunk.0." + name, "params", "lstm." + name + "_l0");
    }
    float[] weight = Golden.floats(golden.input("params").get("head.weight"));
    float[] bias = Golden.floats(golden.input("params").get("head.bias"));
    run.set("actor.0.weight", Arrays.copyOf(weight, 24));
    run.set("actor.0.bias", Arrays.copyOf(bias, 4));
    run.set("critic.0.weight", Arrays.copyOfRange(weight, 24, 30));
    run.set("critic.0.bias", Arrays.copyOfRange(bias, 4, 5));
    run.forward();
    Plan plan = run.plan;
    int rows = run.input.count;
    float[][] outputs = {new float[rows * 2], new float[rows * 2], new float[rows]};
    String[] names = {"mean", "log_std", "value"};
    for (int k = 0; k < 3; k++) {
      float[] outer = Golden.floats(golden.input("grad_outputs").get(names[k]));
      int buffer = k < 2 ? plan.outputBuffers[0] : plan.outputBuffers[1];
      int width = k < 2 ? 2 : 1;
      for (int i = 0; i < rows; i++) {
        int at = i * plan.strides[buffer] + (k == 1 ? 2 : 0);
        System.arraycopy(run.workspace.values[buffer], at, outputs[k], i * width, width);
        System.arraycopy(outer, i * width, run.workspace.gradients[buffer], at, width);
      }
      golden.check(names[k], golden.expected("outputs").get(names[k]), outputs[k]);
    }
    run.runner.backward(run.workspace, run.flat, rows);

    run.checkStates();
    JsonNode expected = golden.expected("grad_params");
    golden.check("weight", expected.get("mlp.0.weight"), run.gradient("input.0.0.weight"));
    golden.check("bias", expected.get("mlp.0.bias"), run.gradient("input.0.0.bias"));
    for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
      golden.check(name, expected.get("lstm." + name + "_l0"), run.gradient("trunk.0." + name));
    }
    golden.check(
        "head weight",
        expected.get("head.weight"),
        concat(run.gradient("actor.0.weight"), run.gradient("critic.0.weight")));
    golden.check(
        "head bias",
        expected.get("head.bias"),
        concat(run.gradient("actor.0.bias"), run.gradient("critic.0.bias")));
    golden.check(
        "observation",
        golden.expected("grad_inputs").get("observation"),
        run.observationGradient(Golden.floats(golden.input("params").get("mlp.0.weight"))));
  }

  private static float[] concat(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static float[] rows(Golden.Case golden) {
    float[] observations = GoldenNetworkTest.normalized(golden, "observation", 5);
    float[] actions = Golden.floats(golden.input("prev_action"));
    float[] rewards = Golden.floats(golden.input("prev_reward"));
    float[] rows = new float[rewards.length * 8];
    for (int i = 0; i < rewards.length; i++) {
      System.arraycopy(observations, i * 5, rows, i * 8, 5);
      System.arraycopy(actions, i * 2, rows, i * 8 + 5, 2);
      rows[i * 8 + 7] = rewards[i];
    }
    return rows;
  }

  /** A case in one block, of 3 sequences of 7 steps and 6 hidden units. */
  private static final class Run {
    final Kernels kernels = new VectorKernels();
    final Golden.Case golden;
    final Plan plan;
    final LstmOperation lstm;
    final PlanRunner runner;
    final Workspace workspace;
    final Rows input = new Rows();
    final float[] flat;
    final float[] nextStates;
    private final ParameterLayout layout;
    private final float[] parameters;

    Run(Golden.Case golden, ActorCritic description, float[] rows) {
      this.golden = golden;
      plan = new Plan(Program.of(description));
      layout = ParameterLayout.of(description);
      parameters = new float[layout.size()];
      flat = new float[plan.flatSize];
      runner = new PlanRunner(plan, kernels);
      workspace = new Workspace(plan);
      lstm =
          plan.operations.stream()
              .filter(LstmOperation.class::isInstance)
              .map(LstmOperation.class::cast)
              .findFirst()
              .orElseThrow();
      input.numbers = rows;
      input.count = 21;
      input.steps = 7;
      input.resets = golden.given("reset") ? Golden.flags(golden.input("reset")) : input.resets;
      input.states = new float[36];
      nextStates = new float[36];
      float[] h = Golden.floats(golden.input("h0"));
      float[] c = Golden.floats(golden.input("c0"));
      for (int k = 0; k < 3; k++) {
        System.arraycopy(h, k * 6, input.states, k * 12, 6);
        System.arraycopy(c, k * 6, input.states, k * 12 + 6, 6);
      }
    }

    void set(String name, String group, String theirs) {
      set(name, Golden.floats(golden.input(group).get(theirs)));
    }

    void set(String name, float[] values) {
      ParameterLayout.Parameter parameter = layout.find(name).orElseThrow();
      assertThat(values).hasSize(parameter.size());
      System.arraycopy(values, 0, parameters, parameter.offset(), values.length);
    }

    void forward() {
      plan.scatter(parameters, flat);
      workspace.reserve(input.count);
      workspace.point(input, 0, input.count, nextStates);
      workspace.prepareBackward();
      runner.parametersChanged(flat);
      runner.prepareBackward(flat);
      runner.forward(runner.operations, workspace, flat, input.count);
    }

    float[] gradient(String name) {
      ParameterLayout.Parameter parameter = layout.find(name).orElseThrow();
      float[] all = plan.gather(workspace.parameterGradient);
      return Arrays.copyOfRange(all, parameter.offset(), parameter.offset() + parameter.size());
    }

    /** States after the last step, and the gradients at those before the first. */
    void checkStates() {
      float[] h = new float[18];
      float[] c = new float[18];
      for (int k = 0; k < 3; k++) {
        System.arraycopy(nextStates, k * 12, h, k * 6, 6);
        System.arraycopy(nextStates, k * 12 + 6, c, k * 6, 6);
      }
      golden.check("h_n", golden.expected("outputs").get("h_n"), h);
      golden.check("c_n", golden.expected("outputs").get("c_n"), c);

      float[] weight = parameters;
      int offset = layout.find("trunk.0.weight_hh").orElseThrow().offset();
      float[] gates = workspace.gradients[lstm.gatesBuffer];
      int stride = LstmOperation.gatesStride(6);
      int[] blocks = {0, 1, 3, 2};
      double[] hidden = new double[18];
      float[] cells = new float[18];
      for (int k = 0; k < 3; k++) {
        if (input.resets.length > 0 && input.resets[k]) {
          continue;
        }
        for (int j = 0; j < 6; j++) {
          cells[k * 6 + j] = workspace.gradients[lstm.cellsBuffer][k * 24 + j];
          for (int i = 0; i < 24; i++) {
            double gate = gates[k * stride + blocks[i / 6] * 8 + i % 6];
            hidden[k * 6 + j] += gate * weight[offset + i * 6 + j];
          }
        }
      }
      golden.checkSingle("h0", golden.expected("grad_inputs").get("h0"), hidden);
      golden.check("c0", golden.expected("grad_inputs").get("c0"), cells);
    }

    /**
     * What the first layer passes on to the caller's rows, which no operation computes, and the
     * normalisation of a case that has one to the observation.
     */
    float[] observationGradient(float[] weight) {
      float[] gradient = new float[21 * 5];
      DenseOperation dense = (DenseOperation) plan.operations.getFirst();
      float[] outer = workspace.gradients[1];
      for (int i = 0; i < gradient.length; i++) {
        for (int k = 0; k < 8; k++) {
          gradient[i] += outer[i / 5 * dense.outStride + k] * weight[k * 5 + i % 5];
        }
        float normalized = input.numbers[i / 5 * 8 + i % 5];
        gradient[i] *= (float) GoldenNetworkTest.normalizationSlope(golden, i % 5, normalized);
      }
      return gradient;
    }
  }
}
