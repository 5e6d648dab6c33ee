package io.github.ascent4j.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Cases of the golden files that are lists of cases; see the README beside the files. */
public final class Golden {
  private Golden() {}

  /** One case. */
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
      return json.get("inputs").get(name);
    }

    /** Whether the case says what this result is. */
    public boolean expects(String name) {
      return json.get("expected").has(name);
    }

    public JsonNode expected(String name) {
      return json.get("expected").get(name);
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

    /** Whether single precision can reproduce the case. */
    public boolean hasSingleTolerance() {
      return json.get("tolerance").hasNonNull("f32_abs");
    }

    public double tolerance(String name) {
      JsonNode tolerance = json.get("tolerance").get(name);
      assertThat(tolerance.isNumber()).as(name() + " " + name).isTrue();
      return tolerance.asDouble();
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

  /**
   * The cases that {@code selected} takes, which must be {@code count}, and all of which the test
   * class has to read.
   */
  public static List<Case> cases(String file, int count, Predicate<Case> selected) {
    GoldenReading reading = GoldenReading.current();
    List<Case> cases = new ArrayList<>();
    for (JsonNode json : reading.file(file)) {
      Case c = new Case(json);
      if (selected.test(c)) {
        reading.take(json, file + " " + c.kind());
        cases.add(c);
      }
    }
    assertThat(cases).as("cases of " + file).hasSize(count);
    return cases;
  }

  /**
   * Fails unless every case of a file, but for those of the kinds {@code others}, is among those
   * that static methods of the test classes hand out.
   */
  public static void assertComplete(String file, Set<String> others, Class<?>... tests) {
    Set<String> left = new TreeSet<>();
    GoldenReading.apart(
        () -> {
          for (JsonNode json : GoldenReading.current().file(file)) {
            Case c = new Case(json);
            if (!others.contains(c.kind())) {
              left.add(c.name());
            }
          }
          for (Class<?> test : tests) {
            handedOut(test).forEach(c -> left.remove(c.name()));
          }
        });
    assertThat(left).as("cases of " + file + " that no test takes").isEmpty();
  }

  private static List<Case> handedOut(Class<?> test) {
    List<Case> cases = new ArrayList<>();
    for (Method method :
        ReflectionSupport.findMethods(
            test,
            m -> Modifier.isStatic(m.getModifiers()) && m.getParameterCount() == 0,
            HierarchyTraversalMode.BOTTOM_UP)) {
      if (method.getReturnType() == List.class) {
        for (Object item : (List<?>) ReflectionSupport.invokeMethod(method, null)) {
          if (item instanceof Case c) {
            cases.add(c);
          }
        }
      }
    }
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

  /** All numbers of nested lists, which floats must hold exactly. */
  public static float[] exactFloats(JsonNode node) {
    double[] numbers = doubles(node);
    float[] values = floats(node);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isEqualTo(numbers[i]);
    }
    return values;
  }

  /** All whole numbers of nested lists. */
  public static int[] integers(JsonNode node) {
    double[] numbers = doubles(node);
    int[] values = new int[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) numbers[i];
      assertThat((double) values[i]).isEqualTo(numbers[i]);
    }
    return values;
  }

  /** All flags of nested lists, 0 and 1 or false and true. */
  public static boolean[] flags(JsonNode node) {
    double[] numbers = doubles(node);
    boolean[] values = new boolean[numbers.length];
    for (int i = 0; i < values.length; i++) {
      assertThat(numbers[i]).isIn(0.0, 1.0);
      values[i] = numbers[i] == 1;
    }
    return values;
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, numbers));
    } else if (node.isBoolean()) {
      numbers.add(node.asBoolean() ? 1.0 : 0.0);
    } else if (node.isTextual()) {
      numbers.add(Double.parseDouble(node.asText()));
    } else {
      assertThat(node.isNumber()).as(node + " is a number").isTrue();
      numbers.add(node.asDouble());
    }
  }
}
