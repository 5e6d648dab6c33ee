package io.github.ascent4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CartPole training of a moment, whose schedules do not depend on its length. */
final class SmallRun {
  private SmallRun() {}

  /** Trains by PPO into {@code out} and returns what came of it. */
  static Outcome train(Path out, long steps, Object... more) {
    return train("ppo", out, steps, more);
  }

  /** Trains into {@code out} and returns what came of it. */
  static Outcome train(String algorithm, Path out, long steps, Object... more) {
    List<Object> arguments = new ArrayList<>(arguments(algorithm, out, steps));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray());
  }

  static List<String> arguments(String algorithm, Path out, long steps) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", "CartPole-v1", "--algo=" + algorithm));
    arguments.addAll(settings(algorithm));
    arguments.addAll(
        List.of(
            "--envs=4",
            "--set=policy.hiddenSizes=16,16",
            "--json",
            "--quiet",
            "--steps=" + steps,
            "--out=" + out));
    return arguments;
  }

  private static List<String> settings(String algorithm) {
    return switch (algorithm) {
      case "ppo" -> List.of("--preset=sb3", "--set=rolloutSteps=32", "--set=epochs=2");
      case "a2c" -> List.of("--preset=sb3");
      case "pg" -> List.of("--preset=prt", "--set=batchSize=64");
      case "reinforce" ->
          List.of("--preset=tianshou", "--set=rolloutSteps=32", "--set=learningRate=1e-3");
      case "vpg" -> List.of("--preset=spinup", "--set=rolloutSteps=32", "--set=criticIterations=3");
      case "trpo" -> List.of("--preset=sb3", "--set=rolloutSteps=32", "--set=criticEpochs=3");
      case "npg" ->
          List.of("--preset=tianshou", "--set=rolloutSteps=32", "--set=learningRate=1e-3");
      default -> throw new IllegalArgumentException("give " + algorithm + " small settings here");
    };
  }

  static String sha(Outcome outcome) {
    return outcome.json().get("parameters_sha256").asString();
  }
}
