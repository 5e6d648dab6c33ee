package io.github.ascent4j.core.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ascent4j.core.Golden;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.ParameterLayout.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parameters of a case stand for a network's free log standard deviations: their gradient is
 * the output gradient of a single sample, and every other parameter is 0 with gradient 0.
 */
final class GoldenAdamTest {
  /** Without TensorFlow's rule of clipping. */
  static List<Golden.Case> adam() {
    return Golden.cases(
        "optimizers.json",
        18,
        c ->
            c.input("algorithm").asText().equals("adam")
                && !c.input("hyper").get("clip_rule").asText().equals("tensorflow"));
  }

  @ParameterizedTest
  @MethodSource
  void adam(Golden.Case golden) {
    JsonNode hyper = golden.input("hyper");
    float[] start = flat(golden.input("parameters"));
    ActorCritic description = Networks.shared(1, List.of(), Networks.gaussian(start.length));
    ParameterLayout layout = ParameterLayout.of(description);
    Parameter free = layout.find("log_std").orElseThrow();
    Optimizer optimizer =
        new Optimizer.Adam(
            hyper.get("betas").get(0).asDouble(),
            hyper.get("betas").get(1).asDouble(),
            hyper.get("eps").asDouble(),
            hyper.get("weight_decay").asDouble());
    double maxNorm =
        hyper.hasNonNull("clip_norm")
            ? hyper.get("clip_norm").asDouble()
            : Double.POSITIVE_INFINITY;
    try (SimdEngine engine = SimdEngine.create(1)) {
      TrainableNetwork network = engine.create(description, Optimization.of(optimizer));
      float[] parameters = new float[layout.size()];
      System.arraycopy(start, 0, parameters, free.offset(), start.length);
      network.setParameters(parameters);

      JsonNode gradients = golden.input("gradients");
      double[] norms = new double[gradients.size()];
      for (int step = 0; step < norms.length; step++) {
        inject(network, flat(gradients.get(step)));
        double rate = golden.expected("learning_rates").get(step).asDouble();
        norms[step] = network.step(Part.ALL, rate, maxNorm);
        JsonNode expected = golden.expected("parameters").get(step);
        golden.checkSingle(
            "step " + step, flatNode(expected), doubles(slice(network.parameters(), free)));
      }
      golden.checkSingle("norms", golden.expected("gradient_norms"), norms);
      OptimizerState state = network.optimizerStates().getFirst();
      assertThat(state.steps()).isEqualTo(norms.length);
      checkState(golden, "exp_avg", slice(state.slots().get(0), free));
      checkState(golden, "exp_avg_sq", slice(state.slots().get(1), free));
    }
  }

  private static void inject(TrainableNetwork network, float[] gradient) {
    network.backward(
        new float[1],
        1,
        Part.ALL,
        (block, from, rows, out) -> {
          Arrays.fill(out.policyGradients, 0, gradient.length, 0);
          System.arraycopy(gradient, 0, out.policyGradients, gradient.length, gradient.length);
          out.valueGradients[0] = 0;
        });
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
