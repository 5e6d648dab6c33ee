package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that goes on with other settings, and one that starts from another's agent. */
class OtherSettingsTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void train() {
    run = folder.resolve("run");
    assertThat(SmallRun.train(run, 512).code()).isZero();
  }

  private Outcome resume(Object... more) {
    Object[] arguments = Arrays.copyOf(new Object[] {"resume", run, "--json"}, 3 + more.length);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Outcome.of(arguments);
  }

  @Test
  void theValueThatASettingHasChangesNoBit() {
    String whole = SmallRun.sha(SmallRun.train(folder.resolve("whole"), 1024));
    assertThat(SmallRun.sha(resume("--steps=1024", "--set=epochs=2"))).isEqualTo(whole);
  }

  @Test
  void otherSettingsHoldFromThereOnAndAreKept() throws IOException {
    String whole = SmallRun.sha(SmallRun.train(folder.resolve("whole"), 1536));
    String changed = SmallRun.sha(resume("--steps=1024", "--set=learningRate=1e-5"));
    assertThat(Files.readString(run.resolve("config.json"))).contains("\"learningRate\": 0.00001");
    assertThat(changed).isNotEqualTo(whole);
    // A plain resume goes on with what holds now, as one that sets it again does.
    Path copy = folder.resolve("copy");
    copy(run, copy);
    String plain = SmallRun.sha(resume("--steps=1536"));
    run = copy;
    assertThat(SmallRun.sha(resume("--steps=1536", "--set=learningRate=1e-5"))).isEqualTo(plain);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy.hiddenSizes=3|policy.hiddenSizes cannot change on the way: the network|--from",
        "hiddenSizes=3|policy.hiddenSizes cannot change on the way: the network|--set"
            + " policy.hidden",
        "optimizer.kind=SGD|optimizer.kind cannot change on the way: the optimiser"
            + " remembers|--from",
        "gama=0.9|unknown setting 'gama'|gamma",
        "gamma=2|gamma 2.0 must stay from 0.0 to 1.0|2",
        "gamma|--set gamma: write it as KEY=VALUE|KEY",
      })
  void whatCannotChangeIsRefusedAndNothingIsTouched(String setting, String said, String mend)
      throws IOException {
    String before = Files.readString(run.resolve("config.json"));
    Outcome outcome = resume("--steps=1024", "--set", setting);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(said).contains(mend);
    assertThat(outcome.err().lines().filter(line -> !line.isBlank())).hasSizeLessThan(3);
    assertThat(Files.readString(run.resolve("config.json"))).isEqualTo(before);
    assertThat(resume("--steps=1024").code()).isZero();
  }

  @Test
  void aFinishedRunSaysThatSettingsChangeNothing() {
    Outcome outcome = resume("--set=learningRate=1e-5");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("finished at 512 steps; give --steps N with a larger N");
  }

  private Outcome from(Path source, Path out, Object... more) {
    Object[] start = {
      "train", "CartPole-v1", "--from", source, "--out", out, "--envs=4", "--steps=1"
    };
    Object[] arguments = Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, arguments, start.length, more.length);
    return Outcome.of(arguments);
  }

  /** The parameters that a run has started from: those of its first checkpoint. */
  private static float[] start(Path out) throws IOException {
    Path first = out.resolve("checkpoints");
    try (var files = Files.list(first)) {
      Path file =
          files.filter(f -> f.toString().contains("0000000")).sorted().findFirst().orElseThrow();
      return CheckpointFile.agent(Safetensors.read(file)).parameters();
    }
  }

  @ParameterizedTest
  @CsvSource({"., ppo", "policy.safetensors, ppo", "best.safetensors, a2c", "., trpo"})
  void aRunStartsFromTheParametersAndTheNetworkOfAnother(String file, String algorithm)
      throws IOException {
    Path source = run.resolve(file).normalize();
    Path out = folder.resolve("out");
    Outcome outcome = from(source, out, "--algo", algorithm);
    assertThat(outcome.err()).contains("starting from all parameters of " + source);
    assertThat(outcome.code()).isZero();
    Path policy = Files.isDirectory(source) ? run.resolve("policy.safetensors") : source;
    assertThat(start(out)).isEqualTo(PolicyFile.load(policy).parameters());
    String config = Files.readString(out.resolve("config.json"));
    assertThat(config)
        .contains("\"hiddenSizes\": [16,16]")
        .contains(PolicyFile.parametersSha256(PolicyFile.load(policy).parameters()));
    assertThat(Outcome.of("resume", out, "--steps=2000").code()).isZero();
  }

  @Test
  void ofAnotherNetworkThePartsThatFitAreTaken() {
    Path out = folder.resolve("out");
    Outcome outcome = from(run, out, "--set=policy.hiddenSizes=16,8");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .contains("taken from " + run + ": actor.0.weight, actor.0.bias, actor.2.bias,")
        .contains("fresh: actor.1.weight, actor.1.bias, actor.2.weight");
  }

  @Test
  void whereNothingFitsNothingIsTrained() throws IOException {
    Outcome outcome =
        Outcome.of(
            "train",
            "Pendulum-v1",
            "--from",
            run,
            "--set=policy.hiddenSizes=5",
            "--set=policy.sharedTrunk=true",
            "--out",
            folder.resolve("out"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--from " + run + ": no part of its network");
  }

  @Test
  void aFileThatIsNoAgentIsRefused() throws IOException {
    Path bad = folder.resolve("bad.safetensors");
    Files.writeString(bad, "no agent");
    Path out = folder.resolve("out");
    assertThat(from(bad, out).code()).isEqualTo(2);
    assertThat(from(folder.resolve("nowhere"), out).code()).isEqualTo(2);
    assertThat(from(folder, out).code()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }
}
