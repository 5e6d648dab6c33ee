package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.contract.GoldenNetworkContract;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of convolutions against PyTorch's outputs and gradients. */
@ReadsGolden(leaves = "networks.json conv inputs.rlpyt")
final class GoldenConvolutionTest {
  static List<Golden.Case> conv() {
    return Golden.cases("networks.json", 4, c -> c.kind().equals("conv"));
  }

  @Test
  void everyNetworkIsTaken() {
    Golden.assertComplete(
        "networks.json",
        Set.of(),
        GoldenNetworkContract.class,
        GoldenConvolutionTest.class,
        GoldenLstmTest.class,
        LayerNormTest.class);
  }

  /** Without heads of its own, the last layer and its activation stand for a Gaussian's mean. */
  @ParameterizedTest
  @MethodSource
  void conv(Golden.Case golden) {
    boolean heads = golden.flag("heads");
    boolean bytes = golden.given("image_uint8");
    List<Integer> shape = shape(golden.input(bytes ? "image_uint8" : "input"));
    List<Layer> layers = layers(golden, heads);
    // Leaves the image as it is, and shows the gradient at the input.
    if (!bytes) {
      layers.add(0, Layer.Convolution.torch(shape.get(1), Window.square(1, 1, 0)));
    }
    Input.Kind kind = bytes ? Input.Kind.IMAGE : Input.Kind.NUMBERS;
    ActorCritic description =
        new ActorCritic(
            List.of(new Input(kind, shape.subList(1, 4), List.of())),
            layers,
            List.of(),
            heads ? Networks.categorical(outputs(golden, "actor")) : mean(golden),
            List.of(),
            heads ? Layer.Dense.torch(1) : null);
    NetworkInput input = new NetworkInput();
    input.count = shape.get(0);
    if (bytes) {
      double[] pixels = Golden.doubles(golden.input("image_uint8"));
      input.images = new byte[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        input.images[i] = (byte) pixels[i];
      }
    } else {
      input.numbers = Golden.floats(golden.input("input"));
    }
    check(golden, description, input, bytes ? 0 : shape.get(1));
  }

  private static List<Integer> shape(JsonNode node) {
    List<Integer> shape = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      shape.add(at.size());
    }
    return shape;
  }

  private static int outputs(Golden.Case golden, String which) {
    return golden.input("grad_outputs").get(which).get(0).size();
  }

  private static PolicyHead mean(Golden.Case golden) {
    Layer.Dense layer = Layer.Dense.torch(outputs(golden, "output"));
    return new PolicyHead.Gaussian(layer, new LogStd.Free(0), ActivationFunction.RELU, 0);
  }

  /** The layers up to the heads. */
  private static List<Layer> layers(Golden.Case golden, boolean heads) {
    List<Layer> layers = new ArrayList<>();
    JsonNode nodes = golden.input("layers");
    for (int k = 0; k < nodes.size(); k++) {
      JsonNode node = nodes.get(k);
      String type = node.get("type").asText();
      switch (type) {
        case "conv" ->
            layers.add(
                Layer.Convolution.torch(
                    golden.input("params").get(k + ".weight").size(),
                    Window.square(
                        node.get("kernel").asInt(),
                        node.get("stride").asInt(),
                        node.get("padding").asInt())));
        case "maxpool" -> {
          int size = node.get("size").asInt();
          layers.add(new Layer.MaxPool(Window.square(size, size, 0)));
        }
        case "relu" -> layers.add(new Layer.Activation(ActivationFunction.RELU));
        case "linear" ->
            layers.add(Layer.Dense.torch(golden.input("params").get(k + ".weight").size()));
        default -> assertThat(type).isEqualTo("flatten");
      }
    }
    return heads ? layers : new ArrayList<>(layers.subList(0, layers.size() - 2));
  }

  /**
   * @param channels of the identity in front, 0 without one
   */
  private static void check(
      Golden.Case golden, ActorCritic description, NetworkInput input, int channels) {
    ParameterLayout layout = ParameterLayout.of(description);
    float[] parameters = new float[layout.size()];
    for (int c = 0; c < channels; c++) {
      parameters[c * channels + c] = 1;
    }
    List<Parameter> own = own(layout, channels);
    List<String> names = new ArrayList<>();
    golden.input("params").fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSameSizeAs(own);
    for (int k = 0; k < names.size(); k++) {
      float[] values = Golden.floats(golden.input("params").get(names.get(k)));
      assertThat(values).hasSize(own.get(k).size());
      System.arraycopy(values, 0, parameters, own.get(k).offset(), values.length);
    }

    Plan plan = new Plan(Program.of(description));
    float[] flat = new float[plan.flatSize];
    plan.scatter(parameters, flat);
    Workspace workspace = new Workspace(plan);
    workspace.prepareBackward();
    workspace.point(new Rows().of(input), 0, input.count, new float[0]);
    PlanRunner runner = new PlanRunner(plan, new VectorKernels());
    runner.parametersChanged(flat);
    runner.prepareBackward(flat);
    runner.forward(runner.operations, workspace, flat, input.count);
    String policy = description.hasCritic() ? "actor" : "output";
    outputs(golden, plan, workspace, policy, plan.outputBuffers[0], input.count);
    if (description.hasCritic()) {
      outputs(golden, plan, workspace, "value", plan.outputBuffers[1], input.count);
    }
    runner.backward(workspace, flat, input.count);
    float[] gradient = plan.gather(workspace.parameterGradient);
    for (int k = 0; k < names.size(); k++) {
      Parameter p = own.get(k);
      golden.check(
          names.get(k),
          golden.expected("grad_params").get(names.get(k)),
          Arrays.copyOfRange(gradient, p.offset(), p.offset() + p.size()));
    }
    if (channels == 1) {
      float[] channelsLast = workspace.gradients[1];
      JsonNode expected = golden.expected("grad_inputs").get("input");
      float[] inputGradient = new float[input.numbers.length];
      for (int i = 0; i < inputGradient.length; i++) {
        inputGradient[i] = channelsLast[i * Kernels.pad(1)];
      }
      golden.check("input", expected, inputGradient);
    }
    assertThat(golden.expected("grad_inputs")).hasSize(channels);
  }

  /** The case's parameters: neither those of the identity in front nor a deviation. */
  private static List<Parameter> own(ParameterLayout layout, int channels) {
    return layout.parameters().stream()
        .skip(channels > 0 ? 2 : 0)
        .filter(p -> !p.name().equals("log_std"))
        .toList();
  }

  /** Checks outputs and puts their gradients in place. */
  private static void outputs(
      Golden.Case golden, Plan plan, Workspace workspace, String name, int buffer, int count) {
    float[] gradients = Golden.floats(golden.input("grad_outputs").get(name));
    int width = gradients.length / count;
    float[] actual = new float[gradients.length];
    for (int i = 0; i < count; i++) {
      int row = i * plan.strides[buffer];
      System.arraycopy(workspace.values[buffer], row, actual, i * width, width);
      System.arraycopy(gradients, i * width, workspace.gradients[buffer], row, width);
    }
    golden.check(name, golden.expected("outputs").get(name), actual);
  }
}
