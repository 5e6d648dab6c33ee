package io.github.ascent4j.envs.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The recorded episodes in {@code src/test/resources/golden}. */
record Golden(String file, JsonNode data) {
  static Golden read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      return new Golden(
          file, new ObjectMapper().readTree(Objects.requireNonNull(in, "no golden file " + file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Golden> all(String folder) {
    try {
      Path path =
          Path.of(Objects.requireNonNull(Golden.class.getResource("/golden/" + folder)).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files
            .map(file -> read(folder + "/" + file.getFileName()))
            .sorted((a, b) -> a.file.compareTo(b.file))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String env() {
    return data.path("env").asText();
  }

  long seed() {
    return data.path("seed").asLong();
  }

  int steps() {
    return data.path("reward").size();
  }

  JsonNode at(String quantity, int step) {
    return data.path(quantity).path(step);
  }

  /** The internal state before a step. */
  double[] stateBefore(int step) {
    return doubles((step == 0 ? data.path("init_state") : at("state", step - 1)).path("state"));
  }

  double[] stateAfter(int step) {
    return doubles(at("state", step).path("state"));
  }

  /** The action of a step, continuous or discrete. */
  double action(int step) {
    JsonNode action = at("actions", step);
    return (action.isArray() ? action.path(0) : action).asDouble();
  }

  static double[] doubles(JsonNode array) {
    double[] result = new double[array.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = array.path(i).asDouble();
    }
    return result;
  }

  static float[] floats(JsonNode array) {
    float[] result = new float[array.size()];
    for (int i = 0; i < result.length; i++) {
      // By way of the text: reading a shortest float32 decimal as a double first rounds twice.
      result[i] = Float.parseFloat(array.path(i).asText());
    }
    return result;
  }

  @Override
  public String toString() {
    return file;
  }
}
