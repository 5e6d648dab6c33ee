package io.github.ascent4j.policy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ReadsGolden(leaves = "networks-forward.json conv inputs.rlpyt")
final class GoldenNetworkTest {
  private static final String FILE = "networks-forward.json";

  static List<Golden.Case> conv() {
    return Golden.cases(FILE, 4, c -> c.kind().equals("conv"));
  }

  static List<Golden.Case> lstm() {
    return Golden.cases(FILE, 2, c -> c.kind().equals("lstm"));
  }

  static List<Golden.Case> mlpLstm() {
    return Golden.cases(FILE, 3, c -> c.kind().equals("mlp_lstm"));
  }

  static List<Golden.Case> layerNorm() {
    return Golden.cases(FILE, 2, c -> c.kind().equals("layer_norm"));
  }

  static List<Golden.Case> mlpLayerNorm() {
    return Golden.cases(FILE, 1, c -> c.kind().equals("mlp_layer_norm"));
  }

  private static void check(Golden.Case golden, String output, float[] actual) {
    golden.check(output, golden.expected("outputs").get(output), actual);
  }

  @Test
  void everyNetworkIsTaken() {
    Golden.assertComplete(FILE, Set.of(), GoldenNetworkTest.class);
  }

  /** Parameters of a network, taken by name from a case. */
  private static final class Weights {
    private final Golden.Case golden;
    private final ParameterLayout layout;
    private final float[] values;
    private int filled;

    Weights(Golden.Case golden, ActorCritic network) {
      this.golden = golden;
      layout = ParameterLayout.of(network);
      values = new float[layout.size()];
    }

    /** Those of a layer: name.weight becomes ours.weight. */
    Weights layer(String ours, String name, String... suffixes) {
      for (String suffix : suffixes) {
        String own = suffix.replace("_l0", "");
        put(ours + own, Golden.floats(golden.input("params").get(name + suffix)));
      }
      return this;
    }

    Weights dense(String ours, String name) {
      return layer(ours, name, ".weight", ".bias");
    }

    void put(String ours, float[] given) {
      Parameter parameter = layout.find(ours).orElseThrow();
      assertThat(given).hasSize(parameter.size());
      System.arraycopy(given, 0, values, parameter.offset(), given.length);
      filled += given.length;
    }

    /** All of them, once everything is filled. */
    float[] complete() {
      assertThat(filled).isEqualTo(values.length);
      return values;
    }
  }

  private static final String[] LSTM = {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"};

  private static Layer relu() {
    return new Layer.Activation(ActivationFunction.RELU);
  }

  @ParameterizedTest
  @MethodSource
  void conv(Golden.Case golden) {
    JsonNode params = golden.input("params");
    List<Layer> layers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int position = 0;
    for (JsonNode layer : golden.input("layers")) {
      String name = String.valueOf(position++);
      int outputs = params.has(name + ".bias") ? params.get(name + ".bias").size() : 0;
      switch (layer.get("type").asText()) {
        case "conv" -> {
          Window window =
              Window.square(
                  layer.get("kernel").asInt(),
                  layer.get("stride").asInt(),
                  layer.get("padding").asInt());
          layers.add(Layer.Convolution.torch(outputs, window));
        }
        case "relu" -> layers.add(relu());
        case "maxpool" -> {
          int size = layer.get("size").asInt();
          layers.add(new Layer.MaxPool(Window.square(size, size, 0)));
        }
        case "linear" -> layers.add(Layer.Dense.torch(outputs));
        default -> assertThat(layer.get("type").asText()).isEqualTo("flatten");
      }
      if (outputs > 0) {
        names.add(name);
      }
    }
    boolean bytes = golden.given("image_uint8");
    boolean heads = golden.flag("heads");
    JsonNode images = golden.input(bytes ? "image_uint8" : "input");
    JsonNode first = images.get(0);
    List<Integer> shape = List.of(first.size(), first.get(0).size(), first.get(0).get(0).size());
    int features = params.get(names.get(names.size() - 1) + ".bias").size();
    int choices = heads ? params.get("pi.bias").size() : features;
    ActorCritic network =
        new ActorCritic(
            List.of(new Input(bytes ? Input.Kind.IMAGE : Input.Kind.NUMBERS, shape, layers)),
            List.of(),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(choices)),
            List.of(),
            Layer.Dense.torch(1));
    Weights weights = new Weights(golden, network);
    for (int k = 0; k < names.size(); k++) {
      weights.dense("input.0." + k, names.get(k));
    }
    if (heads) {
      weights.dense("actor.0", "pi").dense("critic.0", "value");
    } else {
      // Without heads, the actor's shows its features one by one.
      float[] identity = new float[features * features];
      for (int k = 0; k < features; k++) {
        identity[k * features + k] = 1;
      }
      weights.put("actor.0.weight", identity);
      weights.put("actor.0.bias", new float[features]);
      weights.put("critic.0.weight", new float[features]);
      weights.put("critic.0.bias", new float[1]);
    }
    InferenceNetwork.Workspace run =
        new InferenceNetwork(Program.of(network), weights.complete()).workspace();
    float[] outputs = new float[images.size() * choices];
    float[] values = new float[images.size()];
    for (int n = 0; n < images.size(); n++) {
      float[] pixels = Golden.floats(images.get(n));
      for (int i = 0; i < pixels.length; i++) {
        if (bytes) {
          run.images[i] = (byte) pixels[i];
        } else {
          run.numbers[i] = pixels[i];
        }
      }
      System.arraycopy(run.policy(), 0, outputs, n * choices, choices);
      values[n] = run.value();
    }
    check(golden, heads ? "actor" : "output", outputs);
    if (heads) {
      check(golden, "value", values);
    }
  }

  /** Runs T steps of B sequences, [T,B], each of which {@code output} runs. */
  private static void unroll(
      Golden.Case golden, InferenceNetwork network, int hidden, Step input, Step output) {
    JsonNode h0 = golden.input("h0");
    float[] lastH = new float[h0.size() * hidden];
    float[] lastC = new float[lastH.length];
    for (int b = 0; b < h0.size(); b++) {
      InferenceNetwork.Workspace run = network.workspace();
      System.arraycopy(Golden.floats(h0.get(b)), 0, run.state, 0, hidden);
      System.arraycopy(Golden.floats(golden.input("c0").get(b)), 0, run.state, hidden, hidden);
      int steps =
          golden.given("input") ? golden.input("input").size() : golden.input("observation").size();
      for (int t = 0; t < steps; t++) {
        if (golden.given("reset") && golden.input("reset").get(t).get(b).asInt() == 1) {
          Arrays.fill(run.state, 0);
        }
        input.at(run, t, b);
        output.at(run, t, b);
      }
      System.arraycopy(run.state, 0, lastH, b * hidden, hidden);
      System.arraycopy(run.state, hidden, lastC, b * hidden, hidden);
    }
    check(golden, "h_n", lastH);
    check(golden, "c_n", lastC);
  }

  private interface Step {
    void at(InferenceNetwork.Workspace run, int t, int b);
  }

  @ParameterizedTest
  @MethodSource
  void lstm(Golden.Case golden) {
    int hidden = golden.input("h0").get(0).size();
    JsonNode input = golden.input("input");
    int batch = input.get(0).size();
    ActorCritic network =
        new ActorCritic(
            input.get(0).get(0).size(),
            List.of(Layer.Lstm.torch(hidden)),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(1)));
    Weights weights = new Weights(golden, network).layer("trunk.0.", "", LSTM);
    weights.put("actor.0.weight", new float[hidden]);
    weights.put("actor.0.bias", new float[1]);
    float[] outputs = new float[input.size() * batch * hidden];
    unroll(
        golden,
        new InferenceNetwork(Program.of(network), weights.complete()),
        hidden,
        (run, t, b) ->
            System.arraycopy(
                Golden.floats(input.get(t).get(b)), 0, run.numbers, 0, run.numbers.length),
        (run, t, b) -> {
          run.policy();
          run.remember();
          // The hidden state is the output.
          System.arraycopy(run.state, 0, outputs, (t * batch + b) * hidden, hidden);
        });
    check(golden, "output", outputs);
  }

  @ParameterizedTest
  @MethodSource
  void mlpLstm(Golden.Case golden) {
    int hidden = golden.input("h0").get(0).size();
    int actions = golden.input("action_size").asInt();
    JsonNode observation = golden.input("observation");
    int batch = observation.get(0).size();
    int size = observation.get(0).get(0).size();
    List<Layer> mlp = new ArrayList<>();
    ActivationFunction function =
        ActivationFunction.valueOf(golden.input("activation").asText().toUpperCase(Locale.ROOT));
    for (JsonNode width : golden.input("hidden")) {
      mlp.add(Layer.Dense.torch(width.asInt()));
      mlp.add(new Layer.Activation(function));
    }
    PolicyHead head =
        new PolicyHead.Gaussian(
            Layer.Dense.torch(2 * actions), new LogStd.StateDependent(-20, 2), null, 0);
    ActorCritic network =
        new ActorCritic(
            List.of(
                new Input(Input.Kind.NUMBERS, List.of(size), mlp),
                new Input(Input.Kind.PREVIOUS_ACTION, List.of(actions), List.of()),
                new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of())),
            List.of(Layer.Lstm.torch(hidden)),
            List.of(),
            head,
            List.of(),
            Layer.Dense.torch(1));
    Weights weights = new Weights(golden, network).layer("trunk.0.", "lstm.", LSTM);
    for (int k = 0; k < golden.input("hidden").size(); k++) {
      weights.dense("input.0." + k, "mlp." + k);
    }
    // One layer there, two here.
    float[] headWeight = Golden.floats(golden.input("params").get("head.weight"));
    float[] headBias = Golden.floats(golden.input("params").get("head.bias"));
    int split = 2 * actions * hidden;
    weights.put("actor.0.weight", Arrays.copyOf(headWeight, split));
    weights.put("actor.0.bias", Arrays.copyOf(headBias, 2 * actions));
    weights.put("critic.0.weight", Arrays.copyOfRange(headWeight, split, headWeight.length));
    weights.put("critic.0.bias", new float[] {headBias[2 * actions]});
    float[] means = new float[observation.size() * batch * actions];
    float[] logStds = new float[means.length];
    float[] values = new float[observation.size() * batch];
    unroll(
        golden,
        new InferenceNetwork(Program.of(network), weights.complete()),
        hidden,
        (run, t, b) -> {
          float[] numbers = Golden.floats(observation.get(t).get(b));
          if (golden.given("obs_mean")) {
            normalizer(golden).normalize(numbers, 0, 1);
          }
          System.arraycopy(numbers, 0, run.numbers, 0, size);
          float[] before = Golden.floats(golden.input("prev_action").get(t).get(b));
          System.arraycopy(before, 0, run.numbers, size, actions);
          run.numbers[size + actions] =
              (float) golden.input("prev_reward").get(t).get(b).asDouble();
        },
        (run, t, b) -> {
          int row = t * batch + b;
          values[row] = run.value();
          float[] outputs = run.policy();
          System.arraycopy(outputs, 0, means, row * actions, actions);
          System.arraycopy(outputs, actions, logStds, row * actions, actions);
          run.remember();
        });
    check(golden, "mean", means);
    check(golden, "log_std", logStds);
    check(golden, "value", values);
  }

  private static ObservationNormalizer normalizer(Golden.Case golden) {
    double[] mean = Golden.doubles(golden.input("obs_mean"));
    double[] variance = Golden.doubles(golden.input("obs_var"));
    return new ObservationNormalizer(
        new RunningMeanVariance(mean, variance, 1),
        Divisor.AT_LEAST_EPSILON,
        golden.input("var_clip").asDouble(),
        golden.input("obs_clip").asDouble());
  }

  /** Runs rows through layers that end in a linear one. */
  private static float[] rows(Golden.Case golden, ActorCritic network, float[] parameters) {
    InferenceNetwork.Workspace run =
        new InferenceNetwork(Program.of(network), parameters).workspace();
    JsonNode input = golden.input("input");
    int outputs = network.head().layer().outputs();
    float[] all = new float[input.size() * outputs];
    for (int n = 0; n < input.size(); n++) {
      System.arraycopy(Golden.floats(input.get(n)), 0, run.numbers, 0, run.numbers.length);
      System.arraycopy(run.policy(), 0, all, n * outputs, outputs);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource
  void layerNorm(Golden.Case golden) {
    int size = golden.input("params").get("weight").size();
    ActorCritic network =
        new ActorCritic(
            size,
            List.of(),
            List.of(new Layer.LayerNorm((float) golden.input("eps").asDouble())),
            new PolicyHead.Categorical(Layer.Dense.torch(size)));
    Weights weights = new Weights(golden, network).layer("actor.0.", "", "weight", "bias");
    float[] identity = new float[size * size];
    for (int k = 0; k < size; k++) {
      identity[k * size + k] = 1;
    }
    weights.put("actor.1.weight", identity);
    weights.put("actor.1.bias", new float[size]);
    check(golden, "output", rows(golden, network, weights.complete()));
  }

  @ParameterizedTest
  @MethodSource
  void mlpLayerNorm(Golden.Case golden) {
    int[] sizes = Golden.integers(golden.input("sizes"));
    List<Layer> layers = new ArrayList<>();
    for (int k = 1; k < sizes.length - 1; k++) {
      layers.add(Layer.Dense.torch(sizes[k]));
      layers.add(new Layer.LayerNorm((float) golden.input("eps").asDouble()));
      layers.add(new Layer.Activation(ActivationFunction.TANH));
    }
    ActorCritic network =
        new ActorCritic(
            sizes[0],
            List.of(),
            layers,
            new PolicyHead.Categorical(Layer.Dense.torch(sizes[sizes.length - 1])));
    Weights weights = new Weights(golden, network);
    for (int k = 0; k < sizes.length - 2; k++) {
      weights.dense("actor." + 2 * k, String.valueOf(k));
      weights.dense("actor." + (2 * k + 1), k + ".norm");
    }
    weights.dense("actor." + 2 * (sizes.length - 2), String.valueOf(sizes.length - 2));
    assertThat(golden.input("activation").asText()).isEqualTo("tanh");
    check(golden, "output", rows(golden, network, weights.complete()));
  }
}
