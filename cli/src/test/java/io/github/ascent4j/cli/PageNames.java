package io.github.ascent4j.cli;

import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.StepsToThresholdEvaluator;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Every name of the library and the command that a page may use. */
final class PageNames {
  private final ApiNames api = new ApiNames();
  private final Set<String> figures = new HashSet<>();
  private final Set<String> files = new HashSet<>();

  /**
   * @param folder new folder for a run whose files are looked at
   */
  PageNames(Path folder) throws IOException {
    addFigures();
    addFiles(folder);
  }

  ApiNames api() {
    return api;
  }

  /** Whether {@code code} is a class, a member, a setting, a command, a figure or a run's file. */
  boolean has(String code) {
    if (code.startsWith("ascent ")) {
      return isCommand(List.of(code.split(" ")));
    }
    if (code.startsWith("--")) {
      List<String> words = List.of(code.split("[ =]", 2));
      return hasOption(Ascent.commandLine(), words.getFirst()) && takesValue(words);
    }
    return api.has(code) || figures.contains(code) || files.contains(code) || isSetting(code);
  }

  private static boolean isCommand(List<String> words) {
    List<String> arguments =
        words.stream().skip(1).map(word -> word.equals("N") ? "1" : word).toList();
    try {
      Ascent.commandLine().parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      return false;
    }
    boolean valid = true;
    for (int i = 0; i + 1 < arguments.size(); i++) {
      valid &= takesValue(arguments.subList(i, i + 2));
    }
    return valid;
  }

  private static boolean hasOption(CommandLine command, String name) {
    return command.getCommandSpec().findOption(name) != null
        || command.getSubcommands().values().stream().anyMatch(c -> hasOption(c, name));
  }

  /** Whether an option takes the value behind it, for those that only look at it when they run. */
  private static boolean takesValue(List<String> words) {
    if (words.size() < 2) {
      return true;
    }
    String value = words.get(1);
    try {
      return switch (words.getFirst()) {
        case "--algo" -> Algorithms.names().contains(value);
        case "--preset" -> !Presets.named(value).isEmpty();
        case "--log" -> RunConfig.log(value) != null;
        case "--set" -> isSetting(value);
        default -> true;
      };
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A setting of any algorithm by its whole name, with or without a value that it takes. */
  private static boolean isSetting(String code) {
    String[] parts = code.split("=", 2);
    for (String algorithm : Algorithms.names()) {
      Record defaults = (Record) Algorithms.get(algorithm).defaults();
      if (ConfigRecords.settings(defaults).containsKey(parts[0])) {
        if (parts.length == 1) {
          return true;
        }
        try {
          return ConfigRecords.with(defaults, parts[0], parts[1]) != null;
        } catch (IllegalArgumentException e) {
          // Another algorithm may have more choices.
          continue;
        }
      }
    }
    return false;
  }

  private void addFigures() {
    api.all()
        .filter(type -> AlgorithmMetrics.class.isAssignableFrom(type) && type.isRecord())
        .forEach(type -> figures.addAll(((AlgorithmMetrics) ofOnes(type)).byName().keySet()));
    figures.addAll(
        new TrainingProgress(1, 1, 1, 1, 1, 1, 1, 1, 1, Map::of, 1, 1, List.of())
            .byName()
            .keySet());
    VectorEnvironment environment = Environments.make("CartPole-v1", 1);
    EvaluatorConfig config = EvaluatorConfig.DEFAULT.withEpisodes(1);
    try (Agent<PpoConfig> agent =
            PpoAgent.create(environment, PpoConfig.sb3(), 1, SimdEngine.create(1));
        StepsToThresholdEvaluator evaluator =
            new StepsToThresholdEvaluator(config, environment, 1)) {
      figures.addAll(
          evaluator
              .evaluate(1, agent.policy().actorCritic(), () -> agent.policy().saved(Map.of()))
              .figures()
              .keySet());
    }
  }

  private static Object ofOnes(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] ones =
        Arrays.stream(types)
            .map(t -> t == int.class ? (Object) 1 : t == long.class ? (Object) 1L : (Object) 1.0)
            .toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(ones);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has other figures than numbers", e);
    }
  }

  private void addFiles(Path folder) throws IOException {
    Outcome run = SmallRun.train("pg", folder, 200, "--log=prt", "--log=jsonl");
    if (run.code() != 0) {
      throw new IllegalStateException(run.err());
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      files.addAll(
          paths
              .filter(path -> !path.equals(folder))
              .map(path -> folder.relativize(path).toString().replace('\\', '/'))
              .collect(Collectors.toSet()));
    }
  }
}
