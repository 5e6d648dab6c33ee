package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.config.NamesElsewhere;
import io.github.ascent4j.core.config.NamesElsewhere.Meaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Names of other systems are answered with ours, as the page about them has it. */
class NamesElsewhereTest {
  private static final Path PAGE = Path.of("../docs/coming-from.md");

  /** Where the records that several configs share stand in them. */
  private static final Map<String, String> SHARED =
      Map.of(
          "PolicyConfig", "policy.",
          "MemoryConfig", "policy.memory.",
          "EncoderConfig", "policy.encoder.",
          "ExplorationConfig", "policy.exploration.",
          "NormalizationConfig", "normalization.",
          "SamplingConfig", "sampling.",
          "OptimizerConfig", "optimizer.");

  @TempDir private Path folder;

  /** The setting or option that a name of the page is, if it is one. */
  private static Optional<String> here(String code, Set<String> settings) {
    String name = code.split("[= ]", 2)[0];
    if (name.startsWith("--")) {
      CommandLine train = Ascent.commandLine().getSubcommands().get("train");
      return Optional.of(name).filter(n -> train.getCommandSpec().findOption(n) != null);
    }
    int dot = name.indexOf('.');
    String record = name.substring(0, Math.max(0, dot));
    if (record.equals("EvaluatorConfig")) {
      return Optional.empty();
    }
    String whole =
        record.endsWith("Config")
            ? SHARED.getOrDefault(record, "") + name.substring(dot + 1)
            : name;
    return Optional.of(whole).filter(settings::contains);
  }

  /** What each of a row's names is here: one by one, or all of them the first that there is. */
  private static List<String> here(List<String> theirs, List<String> ours, Set<String> settings) {
    if (ours.isEmpty() || !ours.getFirst().matches("(--.*|\\w*Config\\..*|[a-z]+\\..*)")) {
      return List.of();
    }
    List<String> here = ours.stream().flatMap(code -> here(code, settings).stream()).toList();
    return here.isEmpty() || (here.size() == theirs.size() && here.size() == ours.size())
        ? here
        : Collections.nCopies(theirs.size(), here.getFirst());
  }

  private static boolean same(String one, String other) {
    return one.replaceAll("[_-]", "").equalsIgnoreCase(other.replaceAll("[_-]", ""));
  }

  private static List<Meaning> page() throws IOException {
    Set<String> settings = Algorithms.settingNames();
    List<Meaning> meanings = new ArrayList<>();
    for (MarkdownTable table : MarkdownTable.of(Files.readString(PAGE))) {
      for (MarkdownTable.Row row : table.rows()) {
        List<String> theirs = MarkdownTable.spans(row.cells().getFirst());
        List<String> ours = MarkdownTable.spans(row.cells().get(table.column("Ascent4J")));
        List<String> here = here(theirs, ours, settings);
        for (int i = 0; i < here.size(); i++) {
          String system = table.section().replaceFirst(" (policy gradient|PPO|PGPolicy)$", "");
          Meaning meaning = new Meaning(system, theirs.get(i), here.get(i));
          if (theirs.get(i).matches("[a-z][\\w-]*")
              && !same(theirs.get(i), here.get(i))
              && !meanings.contains(meaning)) {
            meanings.add(meaning);
          }
        }
      }
    }
    return meanings;
  }

  @Test
  void tableIsThatOfThePage() throws IOException {
    List<Meaning> page = page();
    assertThat(page).hasSizeGreaterThan(100);
    assertThat(NamesElsewhere.all()).containsExactlyElementsOf(page);
  }

  private Outcome train(String... arguments) {
    List<Object> all = new ArrayList<>(List.of("train", "CartPole-v1", "--steps=1"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--out", folder.resolve("run")));
    return Outcome.of(all.toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ppo | n_steps=64 | it is rolloutSteps here (Stable-Baselines3), or --steps (rlpyt)",
        "ppo | n-steps=64 | it is rolloutSteps here (Stable-Baselines3), or --steps (rlpyt)",
        "ppo | num_steps=64 | it is rolloutSteps here (CleanRL)",
        "ppo | ratio_clip=0.1 | it is clipRange here (rlpyt)",
        "ppo | eps_clip=0.1 | it is clipRange here (tianshou)",
        "ppo | num_sgd_iter=3 | it is epochs here (RLlib)",
        "ppo | total_timesteps=1000 | it is --steps here (CleanRL, Stable-Baselines3)",
        "ppo | learning_rate=1e-3 | it is learningRate here",
        "ppo | lstm_hidden_size=8 | it is policy.memory.lstmSize here (Stable-Baselines3)",
        "pg | batch_size=50 | it is batchSize here",
        "reinforce | batch_size=50 | it is minibatchSize here",
        "trpo | delta=0.1 | it is targetKl here (Spinning Up)",
        "ppo | gama=0.9 | the near ones are gamma",
      })
  void settingOfAnotherSystemIsAnsweredWithOurs(String algorithm, String given, String answer) {
    Outcome outcome = train("--algo", algorithm, "--set", given);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .contains("unknown setting '" + given.substring(0, given.indexOf('=')) + "'", answer);
  }

  @Test
  void optionOfAnotherSystemIsAnsweredWithOurs() {
    assertThat(train("--total-timesteps=1000").err()).contains("it is --steps here");
    assertThat(train("--num-envs", "8").err()).contains("it is --envs here");
    assertThat(train("--clip-coef", "0.1").err()).contains("it is --set clipRange here (CleanRL)");
    assertThat(train("--gae_lambda=0.9").err()).contains("it is --set gaeLambda here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'settings':{'n_epochs':3}} | unknown setting 'n_epochs'; it is epochs here",
        "{'n_envs':3} | unknown member \"n_envs\"; it is envs here (Stable-Baselines3)",
        "{'rolloutSteps':64} | unknown member \"rolloutSteps\"; it is settings.rolloutSteps here",
        "{'n_steps':64} | it is settings.rolloutSteps here (Stable-Baselines3), or steps (rlpyt)",
        "{'colour':3} | has unknown member \"colour\"; known are format",
      })
  void memberOfAConfigOfAnotherSystemIsAnsweredWithOurs(String json, String answer)
      throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
    Outcome outcome = train("--config", file.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("ascent: " + file + ": ").contains(answer);
  }
}
