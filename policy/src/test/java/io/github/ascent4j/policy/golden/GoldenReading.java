package io.github.ascent4j.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Keeps the files that a test class reads, and asks at its end what of them nobody read. */
final class GoldenReading implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** What says where numbers come from, and how closely to compare them. */
  private static final Set<String> PROVENANCE =
      Set.of(
          "name",
          "kind",
          "source",
          "tolerance",
          "gymnasium",
          "numpy",
          "mujoco",
          "mode",
          "obs_dtype",
          "policy",
          "promotion");

  private static @Nullable GoldenReading current;

  private final Map<String, JsonNode> files = new TreeMap<>();

  /** What the class has to read, with what to call it. */
  private final Map<JsonNode, String> taken = new IdentityHashMap<>();

  private final Set<Method> succeeded = new HashSet<>();
  private boolean failed;

  static GoldenReading current() {
    return Objects.requireNonNull(current, "annotate the test class with @ReadsGolden");
  }

  /** Runs {@code action} with files of its own, of which nothing has to be read. */
  static void apart(Runnable action) {
    GoldenReading before = current();
    current = new GoldenReading();
    try {
      action.run();
    } finally {
      current = before;
    }
  }

  JsonNode file(String file) {
    return files.computeIfAbsent(file, GoldenFile::parse);
  }

  void take(JsonNode json, String name) {
    taken.put(json, name);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    current = this;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    failed |= context.getExecutionException().isPresent();
    succeeded.add(context.getRequiredTestMethod());
  }

  /** Nothing can be said of a class of which only a part was run, or failed. */
  @Override
  public void afterAll(ExtensionContext context) {
    current = null;
    Class<?> test = context.getRequiredTestClass();
    List<Method> all =
        AnnotationSupport.findAnnotatedMethods(
            test, Testable.class, HierarchyTraversalMode.BOTTOM_UP);
    if (!failed && succeeded.containsAll(all)) {
      ReadsGolden reads = AnnotationSupport.findAnnotation(test, ReadsGolden.class).orElseThrow();
      assertThat(problems(taken, List.of(reads.leaves()))).isEmpty();
    }
  }

  /** What was not read though it is nobody else's, and patterns without anything unread. */
  static Set<String> problems(Map<JsonNode, String> taken, List<String> leaves) {
    Set<String> problems = new TreeSet<>();
    List<Pattern> patterns = leaves.stream().map(GoldenReading::glob).toList();
    Set<Pattern> unused = new LinkedHashSet<>(patterns);
    taken.forEach(
        (json, name) ->
            unread(
                name + " ",
                json,
                place -> {
                  List<Pattern> others =
                      patterns.stream().filter(p -> p.matcher(place).matches()).toList();
                  others.forEach(unused::remove);
                  if (others.isEmpty()) {
                    problems.add("never read: " + place);
                  }
                }));
    unused.forEach(pattern -> problems.add("leaves nothing to others: " + pattern));
    return problems;
  }

  private static void unread(String prefix, JsonNode json, Consumer<String> places) {
    StrictJson.unread(
        json,
        "",
        path -> {
          if (!PROVENANCE.contains(path.replaceFirst("^\\[\\]\\.", "").replaceFirst("\\..*", ""))) {
            places.accept(prefix + path);
          }
        });
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
