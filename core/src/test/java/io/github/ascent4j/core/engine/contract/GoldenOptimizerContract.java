package io.github.ascent4j.core.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ascent4j.core.engine.Batches;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parameters of a case stand for a network's free log standard deviations, whose gradient is
 * the output gradient of a single sample, or for the weights of a linear critic, whose gradient is
 * its input. Every other parameter is 0 with gradient 0.
 */
@ReadsGolden
public abstract class GoldenOptimizerContract {

  /** The engine to check, which the caller closes. */
  protected abstract Engine engine(int threads);

  static List<Golden.Case> optimizers() {
    return Golden.cases("optimizers.json", 61, c -> true);
  }

  private static Optimizer optimizer(Golden.Case golden) {
    JsonNode hyper = golden.input("hyper");
    String algorithm = golden.input("algorithm").asText();
    double decay = hyper.get("weight_decay").asDouble();
    return switch (algorithm) {
      case "adam" ->
          new Optimizer.Adam(beta(hyper, 0), beta(hyper, 1), hyper.get("eps").asDouble(), decay);
      case "adamw" ->
          new Optimizer.AdamW(beta(hyper, 0), beta(hyper, 1), hyper.get("eps").asDouble(), decay);
      case "rmsprop", "rmsprop_tf" ->
          new Optimizer.RmsProp(
              hyper.get("alpha").asDouble(),
              hyper.get("eps").asDouble(),
              decay,
              hyper.get("momentum").asDouble(),
              hyper.get("centered").asInt() == 1,
              algorithm.equals("rmsprop_tf"));
      case "sgd" ->
          new Optimizer.Sgd(
              hyper.get("momentum").asDouble(),
              hyper.get("dampening").asDouble(),
              decay,
              hyper.get("nesterov").asInt() == 1);
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  private static double beta(JsonNode hyper, int index) {
    return hyper.get("betas").get(index).asDouble();
  }

  @ParameterizedTest
  @MethodSource
  void optimizers(Golden.Case golden) {
    check(golden, false);
  }

  /** The same numbers in a network of one output, cut out of a larger one. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizersOfACritic(Golden.Case golden) {
    check(golden, true);
  }

  private void check(Golden.Case golden, boolean asCritic) {
    JsonNode hyper = golden.input("hyper");
    float[] start = flat(golden.input("parameters"));
    Optimizer optimizer = optimizer(golden);
    Optimization.ClipRule rule =
        hyper.hasNonNull("clip_rule")
            ? Optimization.ClipRule.valueOf(
                hyper.get("clip_rule").asText().toUpperCase(Locale.ROOT))
            : Optimization.ClipRule.TORCH;
    Optimization optimization = new Optimization(optimizer, rule);
    ActorCritic description =
        asCritic
            ? Networks.separate(start.length, List.of(), Networks.categorical(3))
            : Networks.shared(1, List.of(), Networks.gaussian(start.length));
    Program whole = Program.of(description);
    Program program = asCritic ? whole.only(Program.VALUE) : whole;
    ParameterLayout layout = program.layout();
    Parameter free = layout.find(asCritic ? "critic.0.weight" : "log_std").orElseThrow();
    double maxNorm =
        hyper.hasNonNull("clip_norm")
            ? hyper.get("clip_norm").asDouble()
            : Double.POSITIVE_INFINITY;
    try (Engine engine = engine(1)) {
      TrainableNetwork network = engine.create(program, optimization);
      float[] parameters = new float[layout.size()];
      System.arraycopy(start, 0, parameters, free.offset(), start.length);
      network.setParameters(parameters);

      JsonNode gradients = golden.input("gradients");
      double[] norms = new double[gradients.size()];
      for (int step = 0; step < norms.length; step++) {
        inject(network, asCritic, flat(gradients.get(step)));
        double rate = learningRate(hyper, step);
        assertThat((float) rate)
            .isEqualTo((float) golden.expected("learning_rates").get(step).asDouble());
        network.step(rate, maxNorm);
        norms[step] = network.takeStepFigures().norms();
        JsonNode expected = golden.expected("parameters").get(step);
        golden.checkSingle(
            "step " + step, flatNode(expected), doubles(slice(network.parameters(), free)));
      }
      golden.checkSingle("norms", golden.expected("gradient_norms"), norms);
      OptimizerState state = network.optimizerState();
      assertThat(state.steps()).isEqualTo(norms.length);
      assertThat(optimizer.slots())
          .containsExactlyInAnyOrderElementsOf(names(golden.expected("final_state")));
      int from = asCritic ? 0 : free.offset();
      for (int k = 0; k < optimizer.slots().size(); k++) {
        float[] slot = state.slots().get(k);
        checkState(
            golden, optimizer.slots().get(k), Arrays.copyOfRange(slot, from, from + start.length));
      }
    }
  }

  private static double learningRate(JsonNode hyper, int step) {
    double rate = hyper.get("lr").asDouble();
    return hyper.hasNonNull("decay_steps")
        ? rate * (1 - step / hyper.get("decay_steps").asDouble())
        : rate;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void inject(TrainableNetwork network, boolean asCritic, float[] gradient) {
    if (asCritic) {
      // The second sample takes back what the first one gives to the bias.
      network.backward(
          Batches.of(network, Arrays.copyOf(gradient, 2 * gradient.length), 2),
          out -> {
            out.gradients[0][0] = 1;
            out.gradients[0][out.strides[0]] = -1;
          });
    } else {
      network.backward(
          Batches.of(network, new float[1], 1),
          out -> {
            Arrays.fill(out.gradients[0], 0, gradient.length, 0);
            System.arraycopy(gradient, 0, out.gradients[0], gradient.length, gradient.length);
            out.gradients[1][0] = 0;
          });
    }
  }

  private static void checkState(Golden.Case golden, String name, float[] actual) {
    JsonNode expected = flatNode(golden.expected("final_state").get(name));
    double largest = Arrays.stream(Golden.doubles(expected)).map(Math::abs).max().orElseThrow();
    golden.check(
        name,
        expected,
        doubles(actual),
        golden.tolerance("state_abs_per_max") * largest,
        golden.tolerance("state_rel"));
  }

  private static JsonNode flatNode(JsonNode named) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    named.forEach(all::add);
    return all;
  }

  private static float[] flat(JsonNode named) {
    return Golden.floats(flatNode(named));
  }

  private static float[] slice(float[] all, Parameter parameter) {
    return Arrays.copyOfRange(all, parameter.offset(), parameter.offset() + parameter.size());
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
