package io.github.ascent4j.cli;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.preset.SettingMeanings;
import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.RunConfig.Episodes;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.config.ConfigRecords;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent presets}: named settings, and what is in them. */
@Command(name = "presets", description = "Lists presets.", subcommands = PresetsCommand.Show.class)
final class PresetsCommand extends AscentCommand implements AlgorithmUser {
  private static final String SETTING = "%-31s %-22s %s%n";

  @Mixin private AlgorithmChoice choice = new AlgorithmChoice();

  @Override
  public @Nullable String classpath() {
    return choice.classpath();
  }

  @Override
  public Integer call() {
    for (Preset preset : Presets.list()) {
      out()
          .printf(
              Locale.ROOT,
              "%-30s %-9s %2d envs %9s steps  %s%n",
              preset.name(),
              preset.algorithm(),
              preset.environments(),
              Figures.count(preset.steps()),
              preset.description());
    }
    out().flush();
    return 0;
  }

  /** {@code ascent presets show}. */
  @Command(name = "show", description = "Prints every setting of a preset, and what it means.")
  static final class Show extends AscentCommand implements AlgorithmUser {
    @Parameters(paramLabel = "NAME", description = "Preset, or environment that one is tuned for.")
    private String name = "";

    @Option(names = "--algo", paramLabel = "NAME", description = "One algorithm of the preset.")
    private @Nullable String algorithm;

    @Mixin private AlgorithmChoice choice = new AlgorithmChoice();

    @Override
    public @Nullable String classpath() {
      return choice.classpath();
    }

    @Override
    public Integer call() {
      try {
        List<Preset> chosen =
            algorithm == null
                ? Presets.named(name)
                : List.of(Presets.get(name, Algorithms.get(algorithm).name()));
        for (Preset preset : chosen) {
          if (!preset.equals(chosen.getFirst())) {
            out().println();
          }
          print(preset, out());
        }
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
      out().flush();
      return 0;
    }

    private static void print(Preset preset, PrintWriter out) {
      out.println(preset.name() + " (" + preset.algorithm() + "): " + preset.description());
      out.printf(
          Locale.ROOT, SETTING, "--envs", preset.environments(), "copies of the environment");
      out.printf(Locale.ROOT, SETTING, "--steps", preset.steps(), "steps over all copies");
      Episodes episodes = preset.episodes();
      if (episodes.total() > 0) {
        out.printf(
            Locale.ROOT, SETTING, "--episodes", episodes.total(), "unless --steps are given");
      }
      if (episodes.checkpointEvery() > 0) {
        out.printf(
            Locale.ROOT,
            SETTING,
            "--checkpoint-episodes",
            episodes.checkpointEvery(),
            "episodes between checkpoints");
      }
      Map<String, String> own = Algorithms.get(preset.algorithm()).meanings();
      ConfigRecords.settings(preset.config(preset.environments()))
          .forEach(
              (key, value) ->
                  out.printf(
                      Locale.ROOT,
                      SETTING,
                      key,
                      value,
                      meaning(own.getOrDefault(key, SettingMeanings.of(key)), value)));
    }

    private static String choices(Enum<?> value) {
      return Arrays.stream(value.getDeclaringClass().getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", "));
    }

    private static String meaning(String meaning, Object value) {
      return value instanceof Enum<?> choice ? meaning + ": " + choices(choice) : meaning;
    }
  }
}
