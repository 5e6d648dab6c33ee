package io.github.ascent4j.cli;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.TestRuns;
import io.github.ascent4j.cli.run.TrainingRun;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train} and {@code resume} with an environment that no user could name. */
@Command(name = "fragile")
final class FragileCommand extends AscentCommand {
  private static final int COPIES = 3;

  /** The preset and the settings that make each algorithm's training one of a moment. */
  private static final Map<String, List<String>> SMALL =
      Map.of(
          "ppo", List.of("sb3", "rolloutSteps=16", "minibatchSize=48", "epochs=2"),
          "a2c", List.of("sb3"),
          "pg", List.of("prt", "batchSize=40"),
          "reinforce", List.of("tianshou", "rolloutSteps=16", "learningRate=1e-3"),
          "vpg", List.of("spinup", "rolloutSteps=16", "criticIterations=2"),
          "trpo", List.of("sb3", "rolloutSteps=16", "minibatchSize=48", "criticEpochs=2"),
          "npg", List.of("tianshou", "rolloutSteps=16", "learningRate=1e-3"));

  private final IntFunction<VectorEnvironment> environment;

  @Parameters private Path path = Path.of("");

  @Option(names = "--algo")
  private String algorithm = "ppo";

  @Option(names = "--steps")
  private long steps = 4000;

  @Option(names = "--eval-every")
  private long evalEvery;

  @Option(names = "--checkpoint-every")
  private long checkpointEvery;

  @Option(names = "--log")
  private List<String> logs = List.of();

  @Option(names = "--set")
  private List<String> assignments = List.of();

  @Mixin private TrainingOutput output = new TrainingOutput();

  /**
   * @param environment made anew for every training, with as many copies as it is given
   */
  FragileCommand(IntFunction<VectorEnvironment> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    try (RunFolder folder = RunFolder.isRun(path) ? RunFolder.of(path) : RunFolder.create(path);
        TrainingRun run = TestRuns.open(config(), folder, this::say, err(), environment)) {
      output.run(run, this);
    }
    return 0;
  }

  private RunConfig config() {
    List<String> small = SMALL.get(algorithm);
    Preset preset = Presets.get(small.getFirst(), algorithm);
    Record settings = preset.config(COPIES);
    settings = ConfigRecords.with(settings, "policy.hiddenSizes", "8");
    for (String assignment : small.subList(1, small.size())) {
      settings = with(settings, assignment);
    }
    for (String assignment : assignments) {
      settings = with(settings, assignment);
    }
    return new RunConfig(
        "Fragile",
        Map.of(),
        algorithm,
        preset.name(),
        COPIES,
        0,
        steps,
        1,
        Engine.DEFAULT,
        evalEvery,
        5,
        null,
        20,
        checkpointEvery,
        3,
        RunConfig.Episodes.DEFAULT,
        logs.stream().map(RunConfig::log).toList(),
        Map.of(),
        settings);
  }

  private static Record with(Record settings, String assignment) {
    int equals = assignment.indexOf('=');
    return ConfigRecords.with(
        settings, assignment.substring(0, equals), assignment.substring(equals + 1));
  }
}
