package io.github.ascent4j.core.engine.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of linear layers against PyTorch's outputs and gradients, at the inputs too. */
@ReadsGolden
public abstract class GoldenNetworkContract {

  /** Kinds with which tests of an engine look at its single operations. */
  private static final Set<String> OTHER_LAYERS = Set.of("conv", "lstm", "mlp_lstm", "layer_norm");

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  static List<Golden.Case> mlp() {
    return Golden.cases("networks.json", 6, c -> c.kind().equals("mlp"));
  }

  static List<Golden.Case> freeStandardDeviation() {
    return Golden.cases("networks.json", 4, c -> c.kind().equals("mlp_free_std"));
  }

  static List<Golden.Case> separateNetworks() {
    return Golden.cases("networks.json", 1, c -> c.kind().equals("actor_critic_separate"));
  }

  static List<Golden.Case> sharedTrunk() {
    return Golden.cases("networks.json", 1, c -> c.kind().equals("actor_critic_shared"));
  }

  static List<Golden.Case> mlpLayerNorm() {
    return Golden.cases("networks.json", 1, c -> c.kind().equals("mlp_layer_norm"));
  }

  @Test
  void everyNetworkOfLinearLayersIsHere() {
    Golden.assertComplete("networks.json", OTHER_LAYERS, GoldenNetworkContract.class);
  }

  /** As an actor without a critic; an activation behind the last layer as one of the mean. */
  @ParameterizedTest
  @MethodSource
  void mlp(Golden.Case golden) {
    int[] sizes = Golden.integers(golden.input("sizes"));
    List<Layer> actor =
        Networks.hidden(
            activation(golden, "activation"), Arrays.copyOfRange(sizes, 1, sizes.length - 1));
    int outputs = sizes[sizes.length - 1];
    PolicyHead head =
        golden.given("output_activation")
            ? gaussian(outputs, activation(golden, "output_activation"))
            : Networks.categorical(outputs);
    Case c = new Case(golden, Networks.actorOnly(sizes[0], actor, head), "output");
    c.rename("actor.", "");
    c.check(Golden.floats(golden.input("input")));
  }

  private static PolicyHead gaussian(int outputs, ActivationFunction meanActivation) {
    return new PolicyHead.Gaussian(
        Layer.Dense.torch(outputs), new LogStd.Free(0), meanActivation, 0);
  }

  @ParameterizedTest
  @MethodSource
  void freeStandardDeviation(Golden.Case golden) {
    List<Layer> hidden =
        Networks.hidden(activation(golden, "activation"), Golden.integers(golden.input("hidden")));
    PolicyHead head =
        gaussian(golden.input("action_size").asInt(), activation(golden, "mu_activation"));
    int inputs = golden.input("params").get("mu.0.weight").get(0).size();
    Case c = new Case(golden, Networks.separate(inputs, hidden, head), "mean");
    c.rename("actor.", "mu.");
    c.rename("critic.", "v.");
    c.check(normalized(golden, "input", inputs));
  }

  /** The inputs, less their mean and over their standard deviation if a case gives them. */
  public static float[] normalized(Golden.Case golden, String name, int width) {
    float[] inputs = Golden.floats(golden.input(name));
    if (golden.given("obs_mean")) {
      double[] mean = Golden.doubles(golden.input("obs_mean"));
      double[] variance = Golden.doubles(golden.input("obs_var"));
      double clip = golden.input("obs_clip").asDouble();
      double least = golden.input("var_clip").asDouble();
      double[] values = Golden.doubles(golden.input(name));
      for (int i = 0; i < inputs.length; i++) {
        int j = i % width;
        double z = (values[i] - mean[j]) / Math.sqrt(Math.max(variance[j], least));
        inputs[i] = (float) Math.clamp(z, -clip, clip);
      }
    }
    return inputs;
  }

  /**
   * The derivative of an input that {@link #normalized} gave, the {@code j}-th of its row, by what
   * it was made of.
   */
  public static double normalizationSlope(Golden.Case golden, int j, float normalized) {
    if (!golden.given("obs_mean")) {
      return 1;
    }
    boolean clipped = Math.abs(normalized) >= golden.input("obs_clip").asDouble();
    double variance = golden.input("obs_var").get(j).asDouble();
    return clipped ? 0 : 1 / Math.sqrt(Math.max(variance, golden.input("var_clip").asDouble()));
  }

  @ParameterizedTest
  @MethodSource
  void separateNetworks(Golden.Case golden) {
    List<Layer> hidden =
        Networks.hidden(activation(golden, "activation"), Golden.integers(golden.input("hidden")));
    ActorCritic network = Networks.separate(inputs(golden), hidden, head(golden));
    new Case(golden, network, "actor").check(Golden.floats(golden.input("input")));
  }

  @ParameterizedTest
  @MethodSource
  void sharedTrunk(Golden.Case golden) {
    List<Layer> hidden =
        Networks.hidden(activation(golden, "activation"), Golden.integers(golden.input("hidden")));
    ActorCritic network = Networks.shared(inputs(golden), hidden, head(golden));
    new Case(golden, network, "actor").check(Golden.floats(golden.input("input")));
  }

  private static int inputs(Golden.Case golden) {
    return golden.input("input").get(0).size();
  }

  private static PolicyHead head(Golden.Case golden) {
    return Networks.categorical(golden.input("grad_outputs").get("actor").get(0).size());
  }

  private static ActivationFunction activation(Golden.Case golden, String which) {
    return ActivationFunction.valueOf(golden.input(which).asText().toUpperCase(Locale.ROOT));
  }

  /** An MLP with a normalisation in front of every activation. */
  @ParameterizedTest
  @MethodSource
  void mlpLayerNorm(Golden.Case golden) {
    int[] sizes = Golden.integers(golden.input("sizes"));
    int hidden = sizes.length - 2;
    List<Layer> actor = new ArrayList<>();
    for (int k = 1; k <= hidden; k++) {
      actor.add(Layer.Dense.torch(sizes[k]));
      actor.add(new Layer.LayerNorm((float) golden.input("eps").asDouble()));
      actor.add(new Layer.Activation(activation(golden, "activation")));
    }
    PolicyHead head = Networks.categorical(sizes[hidden + 1]);
    Case c = new Case(golden, Networks.actorOnly(sizes[0], actor, head), "output");
    for (int k = 0; k <= hidden; k++) {
      c.rename("actor." + 2 * k + ".", k + ".");
      c.rename("actor." + (2 * k + 1) + ".", k + ".norm.");
    }
    c.check(Golden.floats(golden.input("input")));
  }

  /** A case with the network that stands for it. */
  private final class Case {
    private final Golden.Case golden;
    private final ActorCritic description;
    private final ParameterLayout layout;
    private final int width;

    /** The case's name of the policy outputs, or of the mean in front of a log deviation. */
    private final String policy;

    private final Map<String, String> prefixes = new HashMap<>();

    Case(Golden.Case golden, ActorCritic description, String policy) {
      this.golden = golden;
      this.description = description;
      this.policy = policy;
      layout = ParameterLayout.of(description);
      width = description.head().parameterCount();
    }

    void rename(String ours, String theirs) {
      prefixes.put(ours, theirs);
    }

    private String name(Parameter parameter) {
      for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
        if (parameter.name().startsWith(prefix.getKey())) {
          return prefix.getValue() + parameter.name().substring(prefix.getKey().length());
        }
      }
      return parameter.name();
    }

    /** An MLP has no log standard deviation. */
    private boolean has(Parameter parameter) {
      return !parameter.name().equals("log_std") || golden.input("params").has("log_std");
    }

    void check(float[] inputs) {
      float[] parameters = new float[layout.size()];
      for (Parameter p : layout.parameters()) {
        if (has(p)) {
          float[] given = Golden.floats(golden.input("params").get(name(p)));
          System.arraycopy(given, 0, parameters, p.offset(), p.size());
        }
      }
      int count = inputs.length / description.inputs();
      try (Engine engine = engine(1)) {
        TrainableNetwork network = Batches.network(engine, description);
        network.setParameters(parameters);
        checkOutputs(network, inputs, count);
        backward(network, inputs, 0, count);
        float[] gradient = network.gradient();
        for (Parameter p : layout.parameters()) {
          if (has(p)) {
            golden.check(
                p.name(),
                golden.expected("grad_params").get(name(p)),
                Arrays.copyOfRange(gradient, p.offset(), p.offset() + p.size()));
          }
        }
        checkInputGradients(engine, parameters, inputs);
      }
    }

    /**
     * Backward from the case's gradients at the outputs, of {@code count} rows from {@code row}.
     */
    private void backward(TrainableNetwork network, float[] inputs, int row, int count) {
      JsonNode outer = golden.input("grad_outputs");
      float[] policyGradients = policyRows(outer, inputs.length / description.inputs());
      boolean critic = description.hasCritic();
      float[] valueGradients = critic ? Golden.floats(outer.get("value")) : new float[0];
      int size = description.inputs();
      network.backward(
          Batches.of(network, Arrays.copyOfRange(inputs, row * size, (row + count) * size), count),
          out -> {
            for (int i = 0; i < out.count; i++) {
              int at = row + out.from + i;
              System.arraycopy(
                  policyGradients, at * width, out.gradients[0], i * out.strides[0], width);
              if (critic) {
                out.gradients[1][i * out.strides[1]] = valueGradients[at];
              }
            }
          });
    }

    /**
     * An engine gives no gradients at its inputs. But behind a linear layer that changes nothing,
     * the gradient at a single row is that of this layer's bias.
     */
    private void checkInputGradients(Engine engine, float[] parameters, float[] inputs) {
      int size = description.inputs();
      List<Layer> trunk = new ArrayList<>(List.of(Layer.Dense.torch(size)));
      trunk.addAll(description.trunk());
      ActorCritic behind =
          new ActorCritic(
              size,
              trunk,
              description.actor(),
              description.head(),
              description.critic(),
              description.value());
      ParameterLayout whole = ParameterLayout.of(behind);
      float[] values = new float[whole.size()];
      for (int i = 0; i < size; i++) {
        values[i * size + i] = 1;
      }
      // The layer in front comes first, and the others as they were.
      System.arraycopy(parameters, 0, values, size * size + size, parameters.length);
      TrainableNetwork network = Batches.network(engine, behind);
      network.setParameters(values);
      float[] gradients = new float[inputs.length];
      for (int row = 0; row < inputs.length / size; row++) {
        backward(network, inputs, row, 1);
        System.arraycopy(network.gradient(), size * size, gradients, row * size, size);
      }
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= (float) normalizationSlope(golden, i % size, inputs[i]);
      }
      golden.check("gradient at input", golden.expected("grad_inputs").get("input"), gradients);
    }

    private void checkOutputs(TrainableNetwork network, float[] inputs, int count) {
      float[] outputs = new float[count * width];
      float[] values = new float[description.hasCritic() ? count : 0];
      Batches.forward(network, inputs, count, outputs, values);
      float[] expected = policyRows(golden.expected("outputs"), count);
      JsonNode all = numbers(expected);
      golden.check(policy, all, outputs);
      if (description.hasCritic()) {
        golden.check("value", golden.expected("outputs").get("value"), values);
      }
    }

    private JsonNode numbers(float[] values) {
      ArrayNode node = JsonNodeFactory.instance.arrayNode();
      for (float value : values) {
        node.add((double) value);
      }
      return node;
    }

    /** Rows of policy outputs: a log standard deviation behind its mean, or zeros. */
    private float[] policyRows(JsonNode outputs, int count) {
      float[] first = Golden.floats(outputs.get(policy));
      int columns = first.length / count;
      float[] rows = new float[count * width];
      float[] second =
          outputs.has("log_std") ? Golden.floats(outputs.get("log_std")) : new float[rows.length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(first, i * columns, rows, i * width, columns);
        System.arraycopy(second, i * columns, rows, i * width + columns, width - columns);
      }
      return rows;
    }
  }
}
