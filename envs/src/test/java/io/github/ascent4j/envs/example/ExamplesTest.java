package io.github.ascent4j.envs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.PolicySession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples do what they say. */
class ExamplesTest {
  interface Example {
    double run(Path file) throws IOException;
  }

  @TempDir Path folder;

  static Stream<Arguments> cartPoleExamples() {
    return Stream.of(
        Arguments.of("a2c", (Example) TrainWithA2c::run),
        Arguments.of("pg", (Example) TrainWithPolicyGradient::run),
        Arguments.of("reinforce", (Example) TrainWithReinforce::run),
        Arguments.of("vpg", (Example) TrainWithVpg::run),
        Arguments.of("trpo", (Example) TrainWithTrpo::run),
        Arguments.of("npg", (Example) TrainWithNpg::run));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cartPoleExamples")
  void everyAlgorithmSolvesCartPole(String algorithm, Example example) throws IOException {
    Path file = folder.resolve(algorithm);
    assertThat(example.run(file)).isGreaterThan(475);
    assertThat(Policy.load(file).provenance()).containsEntry("algorithm", algorithm);
  }

  @Test
  void aTrainingGoesOnAndPartsAreTakenOver() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    Path policy = folder.resolve("policy");
    ContinueTraining.begin(checkpoint, policy);
    assertThat(ContinueTraining.goOn(checkpoint)).isGreaterThanOrEqualTo(40_000);
    assertThat(ContinueTraining.takeOver(policy))
        .contains("actor.2.weight", "critic.0.weight")
        .doesNotContain("actor.0.weight", "actor.1.weight");
  }

  private record Tutorial(TrainingProgress progress, List<String> lines) {}

  private Tutorial tutorial(String file, double threshold, int episodes) throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
    TrainingProgress progress =
        TutorialAgent.run(folder.resolve(file), "CartPole-v1", threshold, episodes, printed);
    return new Tutorial(progress, console.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void tutorialsAgentConvergesAndStops() throws IOException {
    Tutorial tutorial = tutorial("model", 195, 2000);
    int episodes = (int) tutorial.progress.episodes();
    assertThat(episodes).isLessThan(2000).isEqualTo(tutorial.lines.size() - 2);
    assertThat(episodes % 5).isZero();
    assertThat(tutorial.lines.get(0)).isEqualTo("No checkpoint found, starting from scratch.");
    assertThat(tutorial.lines.get(tutorial.lines.size() - 1)).isEqualTo("Converged!");
    double sum = 0;
    for (int i = episodes - 4; i <= episodes; i++) {
      assertThat(tutorial.lines.get(i)).startsWith("Episode " + i + ", Reward: ");
      sum += Double.parseDouble(tutorial.lines.get(i).split(": ")[1]);
    }
    assertThat(sum / 5).isGreaterThanOrEqualTo(195);
  }

  /** The tutorial's own begins again with episode 1, no history and other random numbers. */
  @Test
  void tutorialsAgentGoesOnFromItsSaveAsIfItHadNeverStopped() throws IOException {
    Tutorial whole = tutorial("whole", 501, 40);
    Tutorial first = tutorial("model", 501, 23);
    Tutorial second = tutorial("model", 501, 40);
    assertThat(first.lines).hasSize(24).isEqualTo(whole.lines.subList(0, 24));
    // The last save was after episode 20.
    assertThat(second.lines.get(0)).isEqualTo("Loading successful");
    assertThat(second.lines.subList(1, 21)).isEqualTo(whole.lines.subList(21, 41));
    try (Agent<PolicyGradientConfig> resumed = PolicyGradientAgent.load(folder.resolve("model"));
        Agent<PolicyGradientConfig> uninterrupted =
            PolicyGradientAgent.load(folder.resolve("whole"))) {
      assertThat(resumed.policy().parameters()).isEqualTo(uninterrupted.policy().parameters());
    }
  }

  @Test
  void nimIsPlayedPerfectly() throws IOException {
    Policy policy = TrainWithActionMasks.run(folder.resolve("nim"));
    for (int sticks = 1; sticks <= Nim.MOST_STICKS; sticks++) {
      int taken = TrainWithActionMasks.take(policy, sticks);
      assertThat(taken).isLessThanOrEqualTo(sticks);
      if (sticks % 4 > 0) {
        assertThat(taken).as("of %d sticks", sticks).isEqualTo(sticks % 4);
      }
    }
  }

  /** Without velocities and without a memory, a pole falls long before. */
  @Test
  void aMemoryBalancesAPoleWhoseSpeedIsHidden() throws IOException {
    Path file = folder.resolve("memory");
    assertThat(TrainWithMemory.run(file, 100_000)).isGreaterThan(200);
    Policy policy = Policy.load(file);
    assertThat(policy.recurrent()).isTrue();
    // The same angle in the end, reached from either side, is another situation.
    assertThat(TrainWithMemory.pushOf(policy, 0.02f, 0.05f)).isBetween(0, 1);
    float[] falling = stateAfter(policy, 0.02f, 0.05f);
    assertThat(stateAfter(policy, 0.08f, 0.05f)).hasSameSizeAs(falling).isNotEqualTo(falling);
  }

  private static float[] stateAfter(Policy policy, float firstAngle, float secondAngle) {
    PolicySession session = policy.session();
    session.choose(new float[] {0, firstAngle});
    session.choose(new float[] {0, secondAngle});
    return session.state();
  }

  @Test
  void aRunnerInAPictureLearnsTheWay() throws IOException {
    Path file = folder.resolve("pixels");
    assertThat(TrainFromPixels.run(file)).isGreaterThan(15);
    Policy policy = Policy.load(file);
    int runner = 27;
    for (int light : new int[] {3, 24, 31, 59}) {
      int next = Chase.moved(runner, TrainFromPixels.move(policy, runner, light));
      assertThat(Chase.distance(next, light)).isLessThan(Chase.distance(runner, light));
    }
  }

  @Test
  void aGolferTakesTheExactClubWhereItReaches() throws IOException {
    Policy policy = TrainWithTupleActions.run(folder.resolve("golf"));
    for (float distance : new float[] {0.15f, 0.2f, 0.6f, 0.75f}) {
      float[] stroke = policy.act(new float[] {distance, 0});
      assertThat(stroke[0]).as("club for %s", distance).isEqualTo(distance < 0.3f ? 0 : 1);
      assertThat(Golf.REACH[(int) stroke[0]] * stroke[1]).isCloseTo(distance, within(0.06));
    }
  }
}
