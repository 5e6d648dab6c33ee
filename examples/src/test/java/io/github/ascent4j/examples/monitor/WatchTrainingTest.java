package io.github.ascent4j.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTrainingTest {
  @Test
  void watchedTrainingIsLoggedStopsWhenItIsGoodEnoughAndGoesOn(@TempDir Path folder)
      throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    TrainingProgress reached =
        WatchTraining.run(folder, 300, new PrintStream(console, true, StandardCharsets.UTF_8));
    assertThat(reached.steps()).isLessThan(reached.totalSteps());
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains(
            "ep_rew_mean",
            "premium_rejected_final",
            "reached stopAtReturn 300.0",
            "of the customers were admitted in the end",
            "ppo Admission: ");
    List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows.getFirst().split(","))
        .contains("info/busy", "info/premium_rejected_final", "admission/admitted")
        .contains("eval/mean_reward");
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(rows.size() - 1);
    assertThat(folder.resolve("tensorboard")).isDirectoryContaining("glob:**tfevents**");
    assertThat(Policy.load(folder.resolve("best.safetensors")).provenance())
        .containsEntry("environment", "Admission");

    Evaluation later = WatchTraining.goOn(folder, reached.steps() + 1000);
    assertThat(later.episodes()).isEqualTo(100);
    assertThat(later.meanReturn()).isGreaterThan(270);
  }
}
