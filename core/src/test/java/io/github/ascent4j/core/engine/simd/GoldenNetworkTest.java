package io.github.ascent4j.core.engine.simd;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.core.Golden;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.Part;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.ParameterLayout.Parameter;
import io.github.ascent4j.policy.network.PolicyHead;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients at the inputs are not checked: an engine has no use for them. */
final class GoldenNetworkTest {
  /** Without the one with an activation behind the last layer, which a policy head has not. */
  static List<Golden.Case> mlp() {
    return Golden.cases(
        "networks.json", 5, c -> c.kind().equals("mlp") && !c.given("output_activation"));
  }

  static List<Golden.Case> separateNetworks() {
    return Golden.cases("networks.json", 1, c -> c.kind().equals("actor_critic_separate"));
  }

  static List<Golden.Case> sharedTrunk() {
    return Golden.cases("networks.json", 1, c -> c.kind().equals("actor_critic_shared"));
  }

  /** As the actor, beside a critic that is a single linear layer of zeros. */
  @ParameterizedTest
  @MethodSource
  void mlp(Golden.Case golden) {
    int[] sizes = integers(golden.input("sizes"));
    List<Layer> actor =
        Networks.hidden(activation(golden), Arrays.copyOfRange(sizes, 1, sizes.length - 1));
    ActorCritic network =
        new ActorCritic(
            sizes[0],
            List.of(),
            actor,
            Networks.categorical(sizes[sizes.length - 1]),
            List.of(),
            Layer.Dense.torch(1));
    check(golden, network, "actor.", "output");
  }

  @ParameterizedTest
  @MethodSource
  void separateNetworks(Golden.Case golden) {
    List<Layer> hidden = Networks.hidden(activation(golden), integers(golden.input("hidden")));
    check(golden, Networks.separate(inputs(golden), hidden, head(golden)), "", "actor");
  }

  @ParameterizedTest
  @MethodSource
  void sharedTrunk(Golden.Case golden) {
    List<Layer> hidden = Networks.hidden(activation(golden), integers(golden.input("hidden")));
    check(golden, Networks.shared(inputs(golden), hidden, head(golden)), "", "actor");
  }

  private static int inputs(Golden.Case golden) {
    return golden.input("input").get(0).size();
  }

  private static PolicyHead head(Golden.Case golden) {
    return Networks.categorical(golden.input("grad_outputs").get("actor").get(0).size());
  }

  private static ActivationFunction activation(Golden.Case golden) {
    return ActivationFunction.valueOf(golden.input("activation").asText().toUpperCase(Locale.ROOT));
  }

  private static int[] integers(JsonNode node) {
    return Arrays.stream(Golden.doubles(node)).mapToInt(x -> (int) x).toArray();
  }

  /**
   * @param prefix what our names have in front of the case's
   * @param policy the case's name of the policy outputs
   */
  private static void check(
      Golden.Case golden, ActorCritic description, String prefix, String policy) {
    ParameterLayout layout = ParameterLayout.of(description);
    float[] parameters = new float[layout.size()];
    for (Parameter p : layout.parameters()) {
      JsonNode given = golden.input("params").get(p.name().substring(prefix.length()));
      if (p.name().startsWith(prefix) && given != null) {
        System.arraycopy(Golden.floats(given), 0, parameters, p.offset(), p.size());
      }
    }
    try (SimdEngine engine = SimdEngine.create(1)) {
      TrainableNetwork network =
          engine.create(description, Optimization.of(Optimizer.Adam.withEpsilon(1e-8)));
      network.setParameters(parameters);
      float[] inputs = Golden.floats(golden.input("input"));
      int count = golden.input("input").size();
      checkOutputs(golden, network, inputs, count, policy);

      float[] policyGradients = Golden.floats(golden.input("grad_outputs").get(policy));
      JsonNode valueNode = golden.input("grad_outputs").get("value");
      float[] valueGradients = valueNode == null ? new float[count] : Golden.floats(valueNode);
      network.backward(
          inputs,
          count,
          Part.ALL,
          (block, from, rows, out) -> write(out, from, rows, policyGradients, valueGradients));
      float[] gradient = network.gradient();
      for (Parameter p : layout.parameters()) {
        JsonNode expected = golden.expected("grad_params").get(p.name().substring(prefix.length()));
        if (p.name().startsWith(prefix)) {
          golden.check(
              p.name(), expected, Arrays.copyOfRange(gradient, p.offset(), p.offset() + p.size()));
        }
      }
    }
  }

  private static void checkOutputs(
      Golden.Case golden, TrainableNetwork network, float[] inputs, int count, String policy) {
    float[] outputs = new float[count * network.description().head().parameterCount()];
    float[] values = new float[count];
    network.forward(inputs, count, outputs, values);
    golden.check(policy, golden.expected("outputs").get(policy), outputs);
    if (golden.expected("outputs").has("value")) {
      golden.check("value", golden.expected("outputs").get("value"), values);
    }
  }

  private static void write(
      OutputBlock out, int from, int rows, float[] policyGradients, float[] valueGradients) {
    int width = policyGradients.length / valueGradients.length;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          policyGradients, (from + i) * width, out.policyGradients, i * out.policyStride, width);
      out.valueGradients[i * out.valueStride] = valueGradients[from + i];
    }
  }
}
