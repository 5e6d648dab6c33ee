package io.github.ascent4j.mujoco.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** What is recorded in {@code src/test/resources/golden}. */
record Golden(String name, JsonNode data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode read(String file) {
    try (InputStream raw =
            Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of a folder, by name. */
  static List<Golden> all(String folder) {
    try {
      Path path =
          Path.of(Objects.requireNonNull(Golden.class.getResource("/golden/" + folder)).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files
            .map(file -> file.getFileName().toString())
            .sorted()
            .map(file -> new Golden(file, read(folder + "/" + file)))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every episode of one file. */
  static List<Golden> episodes(String file) {
    return StreamSupport.stream(read(file).spliterator(), false)
        .map(episode -> new Golden(episode.path("env").asText() + episode.path("kwargs"), episode))
        .toList();
  }

  String env() {
    return data.path("env").asText();
  }

  int steps() {
    return data.path("reward").size();
  }

  /** A request for one copy with the options that were recorded. */
  EnvironmentRequest request() {
    Map<String, String> options = new TreeMap<>();
    data.path("kwargs").properties().forEach(e -> options.put(e.getKey(), text(e.getValue())));
    return new EnvironmentRequest(env(), 1, 1, options);
  }

  private static String text(JsonNode value) {
    return value.isArray() ? value.path(0).asText() + "," + value.path(1).asText() : value.asText();
  }

  static float[] floats(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.path(i).asDouble();
    }
    return numbers;
  }

  static double[] doubles(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.path(i).asDouble();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return name;
  }
}
