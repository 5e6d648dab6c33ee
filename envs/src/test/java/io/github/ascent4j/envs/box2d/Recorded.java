package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.Body;
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

/** Recorded episodes and statistics in {@code src/test/resources/golden}. */
record Recorded(String file, JsonNode data) {
  static Recorded read(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/golden/" + file)) {
      return new Recorded(
          file, new ObjectMapper().readTree(Objects.requireNonNull(in, "no golden file " + file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Recorded> all(String folder, String prefix) {
    try {
      Path path =
          Path.of(Objects.requireNonNull(Recorded.class.getResource("/golden/" + folder)).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith(prefix))
            .sorted()
            .map(name -> read(folder + "/" + name))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
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

  boolean option(String name) {
    return data.path("kwargs").path(name).asBoolean();
  }

  float[] action(int step) {
    JsonNode action = at("actions", step);
    return action.isArray() ? floats(action) : new float[] {action.asInt()};
  }

  float[] firstObservation() {
    return floats(data.path("obs0"));
  }

  float[] observation(int step) {
    return floats(at("obs", step));
  }

  double reward(int step) {
    return at("reward", step).asDouble();
  }

  boolean terminated(int step) {
    return at("terminated", step).asBoolean();
  }

  /** The bodies after a step, one after another; of step -1 after the reset. */
  double[] bodies(int step) {
    JsonNode bodies = (step < 0 ? data.path("init_state") : at("state", step)).path("bodies");
    double[] result = new double[6 * bodies.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bodies.path(i / 6).path(i % 6).asDouble();
    }
    return result;
  }

  /** Bodies as they are recorded. */
  static double[] bodies(Body[] bodies) {
    double[] result = new double[6 * bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      Body body = bodies[i];
      result[6 * i] = body.getPosition().x;
      result[6 * i + 1] = body.getPosition().y;
      result[6 * i + 2] = body.getAngle();
      result[6 * i + 3] = body.getLinearVelocity().x;
      result[6 * i + 4] = body.getLinearVelocity().y;
      result[6 * i + 5] = body.getAngularVelocity();
    }
    return result;
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
      result[i] = (float) array.path(i).asDouble();
    }
    return result;
  }

  @Override
  public String toString() {
    return file;
  }
}
