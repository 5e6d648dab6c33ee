package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.policy.ContinuousDistribution;
import io.github.ascent4j.core.policy.DiscreteObservations;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.ActorCritics;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval} and {@code inspect} on one run. */
class AgentCommandsTest {
  @TempDir private static Path folder;
  private static Path run;
  private static String sha;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    sha = SmallRun.sha(SmallRun.train(run, 8192));
  }

  @Test
  void evaluationHasTheFieldsOfTheContractInOrder() {
    Json json = Outcome.of("eval", run, "--json", "--episodes=20").json();
    assertThat(json.members().keySet())
        .containsExactly(
            "env",
            "episodes",
            "mean_return",
            "std_return",
            "min_return",
            "max_return",
            "mean_length");
    assertThat(json.get("env").asString()).isEqualTo("CartPole-v1");
    assertThat(json.get("episodes").asInt()).isEqualTo(20);
    assertThat(json.get("mean_return").asDouble())
        .isEqualTo(json.get("mean_length").asDouble())
        .isBetween(json.get("min_return").asDouble(), json.get("max_return").asDouble());
  }

  @Test
  void evaluationIsDecidedByItsSeed() {
    String first = Outcome.of("eval", run, "--json", "--stochastic").out();
    assertThat(Outcome.of("eval", run, "--json", "--stochastic").out()).isEqualTo(first);
    assertThat(Outcome.of("eval", run, "--json", "--stochastic", "--seed=9").out())
        .isNotEqualTo(first);
  }

  @Test
  void policyFileAndCheckpointPlayLikeTheRun() {
    String ofRun = Outcome.of("eval", run, "--json").out();
    assertThat(Outcome.of("eval", run.resolve("policy.safetensors"), "--json").out())
        .isEqualTo(ofRun);
    Path checkpoint = run.resolve("checkpoints/step-000000008192.safetensors");
    assertThat(Outcome.of("eval", checkpoint, "--json").out()).isEqualTo(ofRun);
  }

  @Test
  void otherSpacesAreRefusedWithBothNamed() {
    Outcome outcome = Outcome.of("eval", run, "--env=Pendulum-v1");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Discrete", "Pendulum-v1", "Box[1]");
  }

  @Test
  void agentThatNeedsMasksIsRefusedWhereThereAreNone() throws IOException {
    SavedAgent agent = PolicyFile.load(run.resolve("policy.safetensors"));
    AgentDescription plain = agent.description();
    AgentDescription masked =
        new AgentDescription(
            plain.observationSpace(),
            plain.actionSpace(),
            plain.network(),
            plain.actionMapping(),
            true);
    Path file = folder.resolve("masked.safetensors");
    PolicyFile.save(file, new SavedAgent(masked, agent.parameters(), null, Map.of()));
    Outcome outcome = Outcome.of("eval", file, "--env=CartPole-v1");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("action masks, which CartPole-v1 does not give");
    assertThat(Outcome.of("eval", file).err()).contains("give --env");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThat(Outcome.of("eval", run, "--episodes=0").code()).isEqualTo(2);
    assertThat(Outcome.of("eval", run, "--episodes=2000000000").code()).isEqualTo(2);
    assertThat(Outcome.of("eval", run, "--seed=-1").code()).isEqualTo(2);
    assertThat(Outcome.of("eval", run, "--env=CartPole").err()).contains("did you mean");
  }

  @Test
  void inspectionNamesParametersAndProvenance() {
    Json json = Outcome.of("inspect", run, "--json").json();
    assertThat(json.get("parameters_sha256").asString()).isEqualTo(sha);
    assertThat(json.get("provenance").get("steps").asString()).isEqualTo("8192");
    // Two networks 4-16-16 with heads of 2 and 1.
    assertThat(json.get("parameter_count").asInt()).isEqualTo(2 * (80 + 272) + 34 + 17);
    String text = Outcome.of("inspect", run).out();
    assertThat(text).contains("4 -> 16 tanh", "categorical over 2 choices", sha);
  }

  private static String inspected(PolicyConfig config, Space actions, boolean masks)
      throws IOException {
    return inspected(config, Box.uniform(-1, 1, 3), actions, masks);
  }

  private static String inspected(
      PolicyConfig config, Space observations, Space actions, boolean masks) throws IOException {
    AgentDescription description =
        new AgentDescription(
            observations,
            actions,
            config.network(observations, actions, false),
            config.actionMapping(actions),
            masks);
    float[] parameters = ParameterLayout.of(description.network()).initialize(new Random(1));
    Path file = folder.resolve("made.safetensors");
    PolicyFile.save(file, new SavedAgent(description, parameters, null, Map.of()));
    return Outcome.of("inspect", file).out();
  }

  @Test
  void inspectionTellsOfHeadMasksAndAMissingCritic() throws IOException {
    assertThat(inspected(PolicyConfig.DEFAULT, MultiDiscrete.of(2, 3), true))
        .contains("categorical over [2, 3] choices")
        .containsPattern("action masks +5 flags")
        .containsPattern("critic +none");
    Box box = Box.uniform(-2, 2, 2);
    PolicyConfig rlpyt = PolicyConfig.DEFAULT.withTanhMean(true).withMinLogStd(-3);
    assertThat(inspected(rlpyt, box, false))
        .contains("2 dimensions, its deviation free of the observation")
        .contains("its logarithm from -3.0 to Infinity, tanh of its mean")
        .doesNotContain("action masks");
    PolicyConfig squashed =
        PolicyConfig.DEFAULT
            .withContinuousActions(ContinuousDistribution.TANH_GAUSSIAN)
            .withStateDependentStd(true);
    assertThat(inspected(squashed, box, false))
        .contains("Gaussian squashed by tanh, 2 dimensions, its deviation from the observation");
    PolicyConfig beta = PolicyConfig.DEFAULT.withContinuousActions(ContinuousDistribution.BETA);
    assertThat(inspected(beta, box, false)).contains("Beta over the bounds, 2 dimensions");
  }

  @Test
  void inspectionTellsOfImagesAndMemory() throws IOException {
    ActorCritics.ImageEncoder encoder = ActorCritics.ImageEncoder.RLPYT.withMaxPool(true);
    ActorCritic network = ActorCritics.atariLstm(List.of(1, 30, 40), 3, encoder, 6);
    Space observations = Box.uniform(List.of(1, 30, 40), DType.UINT8, 0, 255);
    AgentDescription description =
        new AgentDescription(observations, new Discrete(3), network, ActionMapping.NONE);
    float[] parameters = ParameterLayout.of(network).initialize(new Random(1));
    Path file = folder.resolve("images.safetensors");
    PolicyFile.save(file, new SavedAgent(description, parameters, null, Map.of()));
    // 23 x 33 places of 8 x 8, a pool of 4, 4 x 7 places of 4 x 4 on 5 x 8 padded by 1, one of 2.
    assertThat(Outcome.of("inspect", file).out())
        .containsPattern("input.0 +image 1x30x40\n")
        .containsPattern(
            "input.0.0 +1x30x40 -> 16x23x33 convolution 8x8/1 relu max-pool 4x4/4 +1,040")
        .containsPattern("16x5x8 -> 32x4x7 convolution 4x4/1 padded 1x1 relu max-pool 2x2/2 +8,224")
        .containsPattern("input.0.2 +32x2x3 -> 512 relu +98,816")
        .containsPattern("input.1 +previous action 3\n")
        .containsPattern("input.2 +previous reward 1\n")
        .containsPattern("trunk.0 +516 -> 6 LSTM +12,576")
        .containsPattern("actor.0 +6 -> 3 +21");
  }

  @Test
  void inspectionTellsHowChoicesAreRead() throws IOException {
    Space observations =
        new Tuple(List.of(new Discrete(64), Box.uniform(0, 1, 2), MultiDiscrete.of(2, 5)));
    assertThat(inspected(PolicyConfig.DEFAULT, observations, new Discrete(3), false))
        .containsPattern("input.0 +64 categories, one-hot\n")
        .containsPattern("input.1 +numbers 2\n")
        .containsPattern("input.2 +2 \\+ 5 categories, one-hot\n")
        .containsPattern("actor.0 +73 -> 64 tanh +4,736");
    PolicyConfig raw = PolicyConfig.DEFAULT.withDiscreteObservations(DiscreteObservations.RAW);
    assertThat(inspected(raw, observations, new Discrete(3), false))
        .containsPattern("input.0 +numbers 1\n")
        .doesNotContain("one-hot");
  }

  @Test
  void checkpointCanBeInspected() {
    Path checkpoint = run.resolve("checkpoints/step-000000008192.safetensors");
    Json json = Outcome.of("inspect", checkpoint, "--json").json();
    assertThat(json.get("parameters_sha256").asString()).isEqualTo(sha);
    assertThat(json.get("provenance").get("environment").asString()).isEqualTo("CartPole-v1");
  }

  @Test
  void damagedFilesAreRefusedWithoutAStackTrace() throws IOException {
    byte[] whole = Files.readAllBytes(run.resolve("policy.safetensors"));
    Random random = new Random(1);
    Path damaged = folder.resolve("damaged.safetensors");
    for (int i = 0; i < 60; i++) {
      byte[] bytes =
          i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (i % 2 == 1) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bytes);
      Outcome outcome = Outcome.of(i % 3 == 0 ? "eval" : "inspect", damaged);
      assertThat(outcome.err()).startsWith("ascent: " + damaged).doesNotContain("\tat ");
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
    }
  }

  @Test
  void whatIsNoAgentIsRefused() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "hello, world");
    assertThat(Outcome.of("inspect", text).code()).isEqualTo(2);
    assertThat(Outcome.of("inspect", folder.resolve("none")).err()).contains("does not exist");
    assertThat(Outcome.of("inspect", folder).err()).contains("no config.json");
  }
}
