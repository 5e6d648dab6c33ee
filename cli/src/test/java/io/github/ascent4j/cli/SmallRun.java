package io.github.ascent4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CartPole training of a moment, whose schedules do not depend on its length. */
final class SmallRun {
  private SmallRun() {}

  /** Trains into {@code out} and returns the parsed outcome. */
  static Outcome train(Path out, long steps, Object... more) {
    List<Object> arguments = new ArrayList<>(arguments(out, steps));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray());
  }

  static List<String> arguments(Path out, long steps) {
    return List.of(
        "train",
        "CartPole-v1",
        "--preset=sb3",
        "--envs=4",
        "--set=rolloutSteps=32",
        "--set=epochs=2",
        "--set=policy.hiddenSizes=16,16",
        "--json",
        "--quiet",
        "--steps=" + steps,
        "--out=" + out);
  }

  static String sha(Outcome outcome) {
    return outcome.json().get("parameters_sha256").asString();
  }
}
