package io.github.ascent4j.mujoco.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import java.util.Map;
import java.util.TreeMap;

/** Requests for what was recorded. */
final class Requests {
  private Requests() {}

  /** A request for one copy with the options of the recording. */
  static EnvironmentRequest of(GoldenEpisode recorded) {
    Map<String, String> options = new TreeMap<>();
    for (Map.Entry<String, JsonNode> option : recorded.data().get("kwargs").properties()) {
      options.put(option.getKey(), text(option.getValue()));
    }
    return new EnvironmentRequest(recorded.env(), 1, 1, options);
  }

  private static String text(JsonNode value) {
    return value.isArray() ? value.get(0).asText() + "," + value.get(1).asText() : value.asText();
  }
}
