package io.github.ascent4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Cases of the golden files in the test resources. */
public final class Golden {
  private Golden() {}

  /** One case; see the README beside the files. */
  public record Case(JsonNode json) {
    public String name() {
      return json.get("name").asText();
    }

    public String kind() {
      return json.get("kind").asText();
    }

    /** Whether the input is there and not null. */
    public boolean given(String input) {
      return json.get("inputs").hasNonNull(input);
    }

    /** Whether the input is a flag that is set. */
    public boolean flag(String input) {
      return given(input) && input(input).asInt() == 1;
    }

    public JsonNode input(String name) {
      return Objects.requireNonNull(json.get("inputs").get(name), name);
    }

    public JsonNode expected(String name) {
      return Objects.requireNonNull(json.get("expected").get(name), name);
    }

    /** Compares with an expected result in single precision. */
    public void check(String name, float... actual) {
      check(name, expected(name), actual);
    }

    /** Compares in single precision. */
    public void check(String what, JsonNode expected, float... actual) {
      double[] values = new double[actual.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = actual[i];
      }
      checkSingle(what, expected, values);
    }

    /** Compares what was computed in single precision. */
    public void checkSingle(String what, JsonNode expected, double... actual) {
      check(what, expected, actual, tolerance("f32_abs"), tolerance("f32_rel"));
    }

    /** Compares in double precision. */
    public void checkDouble(String what, JsonNode expected, double... actual) {
      check(what, expected, actual, tolerance("abs"), tolerance("rel"));
    }

    public double tolerance(String name) {
      return Objects.requireNonNull(json.get("tolerance").get(name), name).asDouble();
    }

    /** Compares with tolerances of the caller's. */
    public void check(
        String what, JsonNode expected, double[] actual, double absolute, double relative) {
      double[] numbers = doubles(expected);
      assertThat(actual).as(name() + " " + what).hasSameSizeAs(numbers);
      for (int i = 0; i < numbers.length; i++) {
        String place = name() + " " + what + "[" + i + "]";
        if (Double.isFinite(numbers[i])) {
          double allowed = absolute + relative * Math.abs(numbers[i]);
          assertThat(Math.abs(actual[i] - numbers[i]))
              .as(place + ": " + actual[i] + " for " + numbers[i])
              .isLessThanOrEqualTo(allowed);
        } else {
          assertThat(actual[i]).as(place).isEqualTo(Double.valueOf(numbers[i]));
        }
      }
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** The cases that {@code selected} takes, which must be {@code count}. */
  public static List<Case> cases(String file, int count, Predicate<Case> selected) {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      for (JsonNode json : new ObjectMapper().readTree(Objects.requireNonNull(in, file))) {
        Case c = new Case(json);
        if (selected.test(c)) {
          cases.add(c);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
    assertThat(cases).as("cases of " + file).hasSize(count);
    return cases;
  }

  /** All numbers of nested lists, in order. */
  public static double[] doubles(JsonNode node) {
    List<Double> numbers = new ArrayList<>();
    collect(node, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** All numbers of nested lists, rounded to floats. */
  public static float[] floats(JsonNode node) {
    double[] numbers = doubles(node);
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i];
    }
    return values;
  }

  /** All flags of nested lists. */
  public static boolean[] flags(JsonNode node) {
    double[] numbers = doubles(node);
    boolean[] values = new boolean[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i] == 1;
    }
    return values;
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, numbers));
    } else {
      numbers.add(node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble());
    }
  }
}
