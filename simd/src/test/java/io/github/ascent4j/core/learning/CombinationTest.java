package io.github.ascent4j.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.ExplorationConfig;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.ObservationNormalization;
import io.github.ascent4j.core.rollout.Sampler;
import io.github.ascent4j.core.rollout.SamplingConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memory, images, observations of several parts, masks, normalisation and every kind of action work
 * together: whatever combination of them a task asks for is learnt.
 */
final class CombinationTest {
  private static final int COPIES = 8;

  /** Above 0.75, the most that half the cue, or the cue without the mask, is worth. */
  private static final double LEARNT = 0.9;

  private static final long SEED = 2;

  private static final MemoryConfig LSTM = MemoryConfig.lstm(16);

  /** The tasks of one kind of answer. */
  private static List<Cue.Task> tasks(Cue.Answer answer) {
    List<Cue.Task> tasks = new ArrayList<>();
    for (boolean memory : new boolean[] {false, true}) {
      for (Cue.Look look : Cue.Look.values()) {
        for (Cue.Masks masks : new Cue.Masks[] {Cue.Masks.NONE, Cue.Masks.SHOWN}) {
          for (boolean scaled : new boolean[] {false, true}) {
            boolean choices = answer != Cue.Answer.BOX;
            boolean numbers = look != Cue.Look.IMAGE;
            if ((choices || masks == Cue.Masks.NONE) && (numbers || !scaled)) {
              tasks.add(new Cue.Task(memory, look, masks, scaled, answer));
            }
          }
        }
      }
    }
    return tasks;
  }

  static List<Cue.Task> everyTask() {
    List<Cue.Task> tasks = new ArrayList<>();
    for (Cue.Answer answer : Cue.Answer.values()) {
      tasks.addAll(tasks(answer));
    }
    return tasks;
  }

  private static PolicyConfig policy(MemoryConfig memory) {
    EncoderConfig encoder =
        EncoderConfig.NATURE
            .withConvolutions(List.of(6), List.of(3), List.of(1), List.of(0))
            .withImageFeatures(16);
    return PolicyConfig.DEFAULT
        .withHiddenSizes(List.of(16))
        .withEncoder(encoder)
        .withMemory(memory)
        .withLogStdInit(-0.5);
  }

  private static MemoryConfig memory(Cue.Task task) {
    return task.memory() ? LSTM : MemoryConfig.NONE;
  }

  private static NormalizationConfig normalization(Cue.Task task) {
    return task.scaled()
        ? NormalizationConfig.NONE.withObservations(ObservationNormalization.SB3)
        : NormalizationConfig.NONE;
  }

  private static PpoConfig ppo(Cue.Task task) {
    return PpoConfig.sb3()
        .withRolloutSteps(16)
        .withMinibatchSize(64)
        .withEpochs(4)
        .withLearningRate(Schedule.linear(0.01))
        .withGamma(0.5)
        .withNormalization(normalization(task))
        .withPolicy(policy(memory(task)));
  }

  private static A2cConfig a2c(Cue.Task task) {
    return A2cConfig.sb3()
        .withRolloutSteps(8)
        .withLearningRate(Schedule.linear(0.005))
        .withEntropyCoefficient(0.01)
        .withGamma(0.5)
        .withNormalization(normalization(task))
        .withPolicy(policy(memory(task)));
  }

  /** The mean return of the most probable actions after a training. */
  private static <C extends Record & AlgorithmConfig> double evaluated(
      Algorithm<C> algorithm, C config, Cue.Task task, int steps) {
    SimdEngine engine = SimdEngine.create(1);
    try (Agent<C> agent = algorithm.create(task.environment(COPIES), config, SEED, engine)) {
      agent.train(task.environment(COPIES), steps);
      return Evaluation.run(agent.policy().actorCritic(), task.environment(100), 1_000_000, null)
          .meanReturn();
    }
  }

  private static double returnOf(PpoConfig config, Cue.Task task) {
    return evaluated(PpoAgent.ALGORITHM, config, task, 6_000);
  }

  private static double returnOf(A2cConfig config, Cue.Task task) {
    return evaluated(A2cAgent.ALGORITHM, config, task, 50_000);
  }

  @ParameterizedTest
  @MethodSource("everyTask")
  void ppoLearns(Cue.Task task) {
    assertThat(returnOf(ppo(task), task)).isGreaterThan(LEARNT);
  }

  @ParameterizedTest
  @MethodSource("everyTask")
  void a2cLearns(Cue.Task task) {
    assertThat(returnOf(a2c(task), task)).isGreaterThan(LEARNT);
  }

  private static Cue.Task remembered(Cue.Answer answer) {
    return new Cue.Task(true, Cue.Look.DICT, Cue.Masks.NONE, false, answer);
  }

  static Stream<Arguments> memories() {
    List<MemoryConfig> memories =
        List.of(
            LSTM.withCriticLstm(true),
            LSTM.withSequenceSteps(4),
            MemoryConfig.rlpyt(16),
            MemoryConfig.rlpyt(16).withCriticLstm(true).withSequenceSteps(8));
    return memories.stream()
        .flatMap(
            memory -> Stream.of(Cue.Answer.values()).map(answer -> Arguments.of(memory, answer)));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void everyKindOfMemoryRemembersWithPpo(MemoryConfig memory, Cue.Answer answer) {
    Cue.Task task = remembered(answer);
    assertThat(returnOf(ppo(task).withPolicy(policy(memory)), task)).isGreaterThan(LEARNT);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void everyKindOfMemoryRemembersWithA2c(MemoryConfig memory, Cue.Answer answer) {
    Cue.Task task = remembered(answer);
    assertThat(returnOf(a2c(task).withPolicy(policy(memory)), task)).isGreaterThan(LEARNT);
  }

  static Stream<SamplingConfig> samplings() {
    return Stream.of(Sampler.values())
        .flatMap(
            sampler ->
                Stream.of(true, false)
                    .map(midBatchReset -> new SamplingConfig(sampler, midBatchReset, 10)));
  }

  /** With scaled numbers, masks and a Tuple, so that everything passes through the sampler. */
  private static final Cue.Task EVERYTHING =
      new Cue.Task(true, Cue.Look.DICT, Cue.Masks.SHOWN, true, Cue.Answer.TUPLE);

  /** Environments that wait take part in about half of the steps of a rollout of eight. */
  @ParameterizedTest
  @MethodSource("samplings")
  void everySamplerServesPpo(SamplingConfig sampling) {
    PpoConfig config =
        ppo(EVERYTHING)
            .withRolloutSteps(8)
            .withLearningRate(Schedule.linear(0.005))
            .withEntropyCoefficient(0.02)
            .withSampling(sampling);
    assertThat(evaluated(PpoAgent.ALGORITHM, config, EVERYTHING, 12_000)).isGreaterThan(LEARNT);
  }

  @ParameterizedTest
  @MethodSource("samplings")
  void everySamplerServesA2c(SamplingConfig sampling) {
    A2cConfig config = a2c(EVERYTHING).withSampling(sampling);
    assertThat(returnOf(config, EVERYTHING)).isGreaterThan(LEARNT);
  }

  /** Noise from features of an LSTM over pictures and numbers. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noiseFromFeaturesThatRememberIsLearntWith(boolean fullStd) {
    Cue.Task task = remembered(Cue.Answer.BOX);
    ExplorationConfig exploration =
        ExplorationConfig.DEFAULT.withEnabled(true).withFullStd(fullStd).withResampleSteps(4);
    PolicyConfig policy = policy(LSTM).withExploration(exploration).withLogStdInit(-2);
    assertThat(returnOf(ppo(task).withPolicy(policy), task)).isGreaterThan(LEARNT);
    assertThat(returnOf(a2c(task).withPolicy(policy), task)).isGreaterThan(LEARNT);
  }

  /** Whoever remembers nothing can only guess one of four. */
  @ParameterizedTest
  @EnumSource
  void withoutMemoryACueIsForgotten(Cue.Answer answer) {
    Cue.Task task = remembered(answer);
    assertThat(returnOf(ppo(task).withPolicy(policy(MemoryConfig.NONE)), task)).isLessThan(0.35);
  }

  /** Whoever is not told which variant is wrong takes it every other time. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOX")
  void withoutMasksEveryOtherAnswerIsWrong(Cue.Answer answer) {
    Cue.Task task = new Cue.Task(false, Cue.Look.VECTOR, Cue.Masks.HIDDEN, false, answer);
    assertThat(returnOf(ppo(task), task)).isBetween(0.35, 0.8);
  }

  /** All numbers are within 20 percent of their mean: the same to a network, at first. */
  @ParameterizedTest
  @EnumSource(names = {"DISCRETE", "MULTI_DISCRETE", "MULTI_BINARY"})
  void withoutNormalizationLargeNumbersAreLearntLate(Cue.Answer answer) {
    Cue.Task task = new Cue.Task(false, Cue.Look.VECTOR, Cue.Masks.NONE, true, answer);
    PpoConfig plain = ppo(task).withNormalization(NormalizationConfig.NONE);
    assertThat(evaluated(PpoAgent.ALGORITHM, ppo(task), task, 1_000)).isGreaterThan(LEARNT);
    assertThat(evaluated(PpoAgent.ALGORITHM, plain, task, 1_000)).isLessThan(LEARNT);
  }
}
