package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.cli.preset.Preset;
import io.github.ascent4j.cli.preset.Presets;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has too little memory is told how much it takes, and what to type. */
class MemoryNeedTest {
  private static final double GIGA = 1 << 30;

  @TempDir private Path folder;

  private static RunConfig config(String algorithm, String preset, int envs, String... settings) {
    Preset chosen = Presets.get(preset, algorithm);
    Record config = chosen.config(envs);
    for (String setting : settings) {
      String[] parts = setting.split("=");
      config = ConfigRecords.with(config, parts[0], parts[1]);
    }
    return new RunConfig(
        "CartPole-v1",
        Map.of(),
        algorithm,
        preset,
        envs,
        0,
        1000,
        1,
        Engine.DEFAULT,
        0,
        10,
        null,
        100,
        0,
        3,
        RunConfig.Episodes.DEFAULT,
        List.of(),
        Map.of(),
        config);
  }

  private static MemoryNeed need(
      RunConfig config, long samples, double sample, double copies, double network, double heap) {
    return new MemoryNeed(
        config, samples, sample, samples, copies, network, heap * GIGA, 16 * GIGA);
  }

  @Test
  void largeBatchIsAnsweredWithFewerStepsOrMoreMemory() {
    // 8 copies of 65,536 steps, 8 kB each: 4 GB of which 1 GB may be used, 0.8 GB without the
    // spare.
    MemoryNeed need =
        need(config("ppo", "sb3", 8, "rolloutSteps=65536"), 8 * 65_536, 8192, 1e6, 1e6, 1);
    assertThatThrownBy(need::check)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the training needs about 4.0 GB (4.0 GB for 524,288 samples of an update, 1 MB for"
                + " copies, 1 MB for the network), and the JVM may use 1.0 GB; give it more:"
                + " ASCENT_JAVA_OPTS=-Xmx6g, or use fewer steps for an update: --set"
                + " rolloutSteps=8192, or use fewer --envs");
  }

  @Test
  void moreThanTheMachineHasIsNotAdvised() {
    MemoryNeed need =
        need(config("ppo", "sb3", 8, "rolloutSteps=65536"), 8 * 65_536, 8192 * 8, 0, 0, 1);
    assertThatThrownBy(need::check)
        .hasMessageContaining("about 32.0 GB")
        .hasMessageContaining("--set rolloutSteps=1024")
        .hasMessageNotContaining("-Xmx");
  }

  @Test
  void largestPartIsWhatIsAdvisedToBeSmaller() {
    RunConfig config = config("ppo", "sb3", 512);
    assertThatThrownBy(need(config, 1000, 10, 2 * GIGA, 1e6, 1)::check)
        .hasMessageEndingWith("ASCENT_JAVA_OPTS=-Xmx3g, or use fewer --envs");
    assertThatThrownBy(need(config, 1000, 10, 1e6, 3 * GIGA, 1)::check)
        .hasMessageEndingWith("or use a smaller network: --set policy.hiddenSizes=...");
    assertThatThrownBy(need(config("pg", "prt", 8), 1000, GIGA, 1e6, 1e6, 1)::check)
        .hasMessageContaining("use fewer steps or episodes for an update");
    assertThatCode(need(config, 1000, 10, 1e6, 1e6, 1)::check).doesNotThrowAnyException();
  }

  @Test
  void errorOfTheJvmIsExplained() {
    MemoryNeed need = need(config("ppo", "sb3", 8), 16_384, 8192, 1e6, 1e6, 0.2);
    assertThat(need.exhausted(new OutOfMemoryError("Java heap space")))
        .hasMessageStartingWith(
            "out of memory (Java heap space): the training needs about 0.1 GB (")
        .hasMessageContaining("beside its environments, and the JVM may use 0.2 GB; ")
        .hasMessageContaining("ASCENT_JAVA_OPTS=-Xmx1g")
        .hasMessageEndingWith("--set rolloutSteps=1024, or use fewer --envs");
    assertThat(MemoryException.of(new OutOfMemoryError("Java heap space")))
        .hasMessageMatching(
            "out of memory \\(Java heap space\\): the JVM may use \\S+ .B; give it more:"
                + " ASCENT_JAVA_OPTS=-Xmx\\d+g");
  }

  @Test
  void commandRefusesBeforeItAllocates() {
    Outcome outcome =
        Outcome.of(
            "train",
            "CartPole-v1",
            "--preset=sb3",
            "--envs=1024",
            "--set=rolloutSteps=1000000",
            "--steps=1",
            "--out",
            folder.resolve("run"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .contains("for 1,024,000,000 samples of an update", "--set rolloutSteps=");
    assertThat(Files.exists(folder.resolve("run"))).isFalse();
  }
}
