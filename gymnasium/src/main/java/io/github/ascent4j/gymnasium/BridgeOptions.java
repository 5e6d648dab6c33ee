package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.InfoNames;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an environment is made in Python.
 *
 * @param name what Python makes: an id of Gymnasium or the place of a factory
 * @param python the interpreter
 * @param processes child processes at most
 * @param timeout after which a process that does not answer is ended
 * @param render whether copies can be drawn
 * @param infos what steps say beside their rewards: names, or paths, of the dictionary {@code info}
 * @param keywords Python literals by the name of the keyword argument
 */
record BridgeOptions(
    String name,
    String python,
    int processes,
    Duration timeout,
    boolean render,
    List<String> infos,
    Map<String, String> keywords) {
  static final String ID_PREFIX = "gym:";
  static final String PYTHON = "python";
  static final String PROCESSES = "processes";
  static final String TIMEOUT = "timeout";
  static final String RENDER = "render";
  static final String INFO = "info";
  static final String KEYWORDS = "kwargs.";

  static final String NO_INFO = "none";

  static final String DEFAULT_PYTHON = "python3";
  static final int DEFAULT_TIMEOUT_SECONDS = 300;

  private static final int MAX_PROCESSES = 1024;
  private static final double MAX_TIMEOUT_SECONDS = 1e6;

  /**
   * The options of {@code request}.
   *
   * @throws IllegalArgumentException for one that is unknown or out of range
   */
  static BridgeOptions of(EnvironmentRequest request, List<EnvironmentOption> known) {
    Map<String, String> keywords = new TreeMap<>();
    Map<String, String> own = new TreeMap<>();
    request
        .options()
        .forEach(
            (name, value) -> {
              if (name.length() > KEYWORDS.length() && name.startsWith(KEYWORDS)) {
                keywords.put(name.substring(KEYWORDS.length()), value);
              } else {
                own.put(name, value);
              }
            });
    new EnvironmentRequest(request.id(), request.copies(), request.threads(), own).allowOnly(known);
    double seconds = request.number(TIMEOUT, DEFAULT_TIMEOUT_SECONDS, 0.001, MAX_TIMEOUT_SECONDS);
    return new BridgeOptions(
        request.id().substring(ID_PREFIX.length()),
        request.text(PYTHON, DEFAULT_PYTHON),
        request.count(PROCESSES, 1, 1, MAX_PROCESSES),
        Duration.ofNanos((long) (seconds * 1e9)),
        request.flag(RENDER, false),
        infos(request),
        keywords);
  }

  private static List<String> infos(EnvironmentRequest request) {
    String given = request.text(INFO, NO_INFO);
    List<String> names = given.equals(NO_INFO) ? List.of() : List.of(given.split(",", -1));
    String wrong = InfoNames.complaint(names);
    if (wrong != null) {
      throw new IllegalArgumentException(
          request.id() + ": info: " + wrong + "; names have a comma in between");
    }
    return names;
  }
}
