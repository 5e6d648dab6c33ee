package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * An agent of Stable-Baselines3 over a Dict, with numbers, bits, a choice and numbers again: its
 * weights, column by column, are ours.
 */
final class Sb3DictTest {
  private static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);

  private static Json golden() throws IOException {
    try (InputStream in = Sb3DictTest.class.getResourceAsStream("/sb3-dict.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return Json.parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static float[] floats(Json array) {
    float[] floats = new float[array.elements().size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.elements().get(i).asFloat();
    }
    return floats;
  }

  private static AgentDescription description() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("a_plain", Box.uniform(-1e9f, 1e9f, 2, 2));
    parts.put("bits", new MultiBinary(3));
    parts.put("mode", new Discrete(3));
    parts.put("z_last", Box.uniform(-1e9f, 1e9f, 3));
    List<Layer> hidden = List.of(Layer.Dense.torch(32), TANH, Layer.Dense.torch(32), TANH);
    ActorCritic network =
        new ActorCritic(
            List.of(
                Input.numbers(4),
                new Input(Input.Kind.BITS, List.of(3), List.of()),
                Input.categories(List.of(3)),
                Input.numbers(3)),
            List.of(),
            hidden,
            new PolicyHead.Gaussian(Layer.Dense.torch(2), 0),
            hidden,
            Layer.Dense.torch(1));
    return new AgentDescription(
        new Dict(parts), Box.uniform(-2, 2, 2), network, ActionMapping.NONE);
  }

  @Test
  void actsAndValuesAsThere() throws IOException {
    Json golden = golden();
    AgentDescription description = description();
    ParameterLayout layout = ParameterLayout.of(description.network());
    float[] parameters = new float[layout.size()];
    for (ParameterLayout.Parameter p : layout.parameters()) {
      float[] values = floats(golden.get("parameters").get(p.name()));
      assertThat(values).as(p.name()).hasSize(p.size());
      System.arraycopy(values, 0, parameters, p.offset(), p.size());
    }
    Policy policy = new Policy(new SavedAgent(description, parameters, null, Map.of()));
    List<Json> observations = golden.get("observations").elements();
    assertThat(observations).hasSize(16);
    for (int i = 0; i < observations.size(); i++) {
      float[] observation = floats(observations.get(i));
      float[] means = floats(golden.get("means").elements().get(i));
      float[] actual = policy.act(observation);
      for (int k = 0; k < means.length; k++) {
        assertThat(actual[k]).as("row " + i).isCloseTo(means[k], close(means[k]));
      }
      float value = golden.get("values").elements().get(i).asFloat();
      assertThat(policy.value(observation)).as("row " + i).isCloseTo(value, close(value));
    }
  }

  private static Offset<Float> close(float expected) {
    return within(5e-6f * (1 + Math.abs(expected)));
  }
}
