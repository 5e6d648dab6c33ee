package io.github.ascent4j.policy.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A recorded episode, or one of several copies: what was seen, by step. See the README beside the
 * files.
 */
public record GoldenEpisode(String name, JsonNode data) {
  public static GoldenEpisode read(String file) {
    return new GoldenEpisode(file, GoldenFile.read(file));
  }

  /** The files of a folder, by name. */
  public static List<GoldenEpisode> all(String folder) {
    return GoldenFile.list(folder).stream().map(GoldenEpisode::read).toList();
  }

  public String env() {
    return data.get("env").asText();
  }

  public long seed() {
    return data.get("seed").asLong();
  }

  public int steps() {
    return data.get("reward").size();
  }

  public JsonNode at(String quantity, int step) {
    return data.get(quantity).get(step);
  }

  public float[] firstObservation() {
    return floats(data.get("obs0"));
  }

  public float[] observation(int step) {
    return floats(at("obs", step));
  }

  public double reward(int step) {
    return at("reward", step).asDouble();
  }

  public boolean terminated(int step) {
    return at("terminated", step).asBoolean();
  }

  public boolean truncated(int step) {
    return at("truncated", step).asBoolean();
  }

  /** The action of a step, one number if it is a choice. */
  public float[] action(int step) {
    JsonNode action = at("actions", step);
    return action.isArray() ? floats(action) : new float[] {action.asInt()};
  }

  public static float[] floats(JsonNode list) {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = toFloat(list.get(i));
    }
    return numbers;
  }

  /**
   * The float32 of a recorded number: the one that it is the shortest decimal of, which to round it
   * as a double might miss, or else the nearest to the double, which its decimal might miss.
   */
  private static float toFloat(JsonNode number) {
    float ofText = Float.parseFloat(number.asText());
    boolean shortest = Double.parseDouble(Float.toString(ofText)) == number.asDouble();
    return shortest ? ofText : (float) number.asDouble();
  }

  @Override
  public String toString() {
    return name;
  }
}
