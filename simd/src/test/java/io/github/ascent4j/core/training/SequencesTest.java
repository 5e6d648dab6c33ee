package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.rollout.RolloutCollector;
import io.github.ascent4j.core.rollout.Sampler;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.testing.Recordings;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates learn from what was done as it was done, and from nothing else. */
final class SequencesTest {
  private static final int COPIES = 11;

  /** Episodes are of three and four steps, so that some end in every sequence. */
  private static final int STEPS = 12;

  private static final String[] SHARED = {"policy.memory.lstmSize=5"};
  private static final String[] OWN = {"policy.memory.lstmSize=5", "policy.memory.criticLstm=true"};
  private static final String[] WINDOWS = {
    "policy.memory.lstmSize=5",
    "policy.memory.previousAction=true",
    "policy.memory.previousReward=true",
    "policy.memory.sequenceSteps=4"
  };
  private static final String[] WHOLE = {
    "policy.memory.lstmSize=5",
    "policy.memory.previousAction=true",
    "policy.memory.previousReward=true"
  };

  private static Cue.Task task(Cue.Look look, Cue.Answer answer) {
    Cue.Masks masks = answer == Cue.Answer.BOX ? Cue.Masks.NONE : Cue.Masks.SHOWN;
    return new Cue.Task(true, look, masks, false, answer);
  }

  private static <C extends Record & AlgorithmConfig> TrainingCase<C> in(
      TrainingCase<C> base, Cue.Look look, Cue.Answer answer) {
    Cue.Task task = task(look, answer);
    return base.in(task.toString(), () -> task.environment(COPIES))
        .with(
            "rolloutSteps=" + STEPS,
            "policy.hiddenSizes=6",
            "policy.encoder.channels=3",
            "policy.encoder.kernels=3",
            "policy.encoder.strides=1",
            "policy.encoder.paddings=0",
            "policy.encoder.imageFeatures=5");
  }

  static Stream<TrainingCase<?>> firstMinibatches() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (Cue.Answer answer : Cue.Answer.values()) {
      for (String[] memory : List.of(SHARED, OWN, WINDOWS, WHOLE)) {
        TrainingCase<?> base =
            in(TrainingCases.PPO, Cue.Look.DICT, answer)
                .with("epochs=1", "minibatches=1", "learningRate=0.05")
                .with(memory);
        cases.add(base);
        cases.add(base.with("sampling.sampler=" + Sampler.ALTERNATING));
        cases.add(base.with("sampling.midBatchReset=false"));
        cases.add(base.with("normalization.observations=SB3"));
      }
    }
    return cases.stream();
  }

  /**
   * At the parameters that acted every ratio is exactly 1, so the first step knows of no change. A
   * state, a previous action or a reward that is carried over an end on one side only, or a sample
   * in another one's place, would show.
   */
  @ParameterizedTest
  @MethodSource("firstMinibatches")
  void theParametersThatActedHaveTheRatioOne(TrainingCase<?> training) {
    Training<?> running = training.start(SimdEngine.create(1), 10_000);
    try (Agent<?> agent = running.trainedAgent()) {
      for (int k = 0; k < 4; k++) {
        float[] before = agent.policy().parameters();
        Map<String, Double> figures = running.iterate().byName();
        assertThat(figures.get("train/approx_kl")).isZero();
        assertThat(figures.get("train/clip_fraction")).isZero();
        assertThat(agent.policy().parameters()).isNotEqualTo(before);
      }
    }
  }

  @Test
  void aSecondEpochKnowsOfTheChange() {
    TrainingCase<?> training =
        in(TrainingCases.PPO, Cue.Look.DICT, Cue.Answer.DISCRETE)
            .with("epochs=2", "minibatches=1", "learningRate=0.05")
            .with(WINDOWS);
    Training<?> running = training.start(SimdEngine.create(1), 10_000);
    try (Agent<?> agent = running.trainedAgent()) {
      assertThat(running.iterate().byName().get("train/approx_kl")).isPositive();
      assertThat(agent.seed()).isEqualTo(TrainingCase.SEED);
    }
  }

  static Stream<TrainingCase<?>> updates() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (String[] memory : List.of(new String[0], SHARED, OWN, WINDOWS, WHOLE)) {
      TrainingCase<?> ppo =
          in(TrainingCases.PPO, Cue.Look.DICT, Cue.Answer.TUPLE)
              .with("epochs=2", "minibatches=3")
              .with(memory);
      cases.add(ppo);
      cases.add(ppo.with("advantageNormalization=BATCH", "scaleReturns=true"));
      TrainingCase<?> a2c = in(TrainingCases.A2C, Cue.Look.IMAGE, Cue.Answer.BOX).with(memory);
      cases.add(a2c);
      cases.add(a2c.with("normalizeAdvantages=true", "scaleReturns=true", "gaeLambda=0.9"));
    }
    return cases.stream();
  }

  static Stream<Arguments> waiting() {
    return updates()
        .flatMap(
            update ->
                Stream.of(Sampler.values())
                    .map(
                        sampler ->
                            Arguments.of(
                                update.with(
                                    "sampling.midBatchReset=false",
                                    "sampling.sampler=" + sampler))));
  }

  /** The parameters after an update with a second rollout that was changed before. */
  private static <C extends Record & AlgorithmConfig> float[] learnt(
      TrainingCase<C> training, Consumer<RolloutBuffer> change) {
    C config = training.config();
    try (Agent<C> agent = training.agent(SimdEngine.create(1));
        VectorEnvironment environment = training.newEnvironment()) {
      ActorCriticPolicy policy = agent.policy().actorCritic();
      RolloutCollector collector = Recordings.collector(environment, policy, config.sampling());
      RolloutBuffer buffer =
          Recordings.buffer(
              environment,
              policy,
              config.sampling(),
              STEPS,
              config.policy().memory().sequenceSteps(STEPS));
      collector.reset(1);
      collector.collect(buffer);
      collector.collect(buffer);
      change.accept(buffer);
      training
          .algorithm()
          .learner(config, policy, COPIES, new TrainingRandom(1, 2))
          .learn(buffer, Progress.START);
      return agent.policy().parameters();
    }
  }

  @ParameterizedTest
  @MethodSource("waiting")
  void environmentsThatWaitAreLeftOutOfLearning(TrainingCase<?> training) {
    float[] expected = learnt(training, buffer -> assertThat(buffer.valid).contains(true, false));
    assertThat(learnt(training, SequencesTest::spoilInvalid)).isEqualTo(expected);
    assertThat(learnt(training, buffer -> buffer.rewards[0] += 1)).isNotEqualTo(expected);
  }

  private static void spoilInvalid(RolloutBuffer buffer) {
    RolloutBuffer.Shape shape = buffer.shape();
    for (int sample = 0; sample < buffer.size(); sample++) {
      if (!buffer.valid[sample]) {
        buffer.rewards[sample] = 1000;
        buffer.values[sample] = -50;
        buffer.logProbs[sample] = -3;
        fill(buffer.observations, sample, shape.rowSize(), 7);
        fill(buffer.policyOutputs, sample, shape.outputSize(), 2);
        int pixels = sample * shape.imageSize();
        Arrays.fill(buffer.images, pixels, pixels + shape.imageSize(), (byte) 99);
      }
    }
    for (int b = 0; b < buffer.environments(); b++) {
      if (!buffer.valid[buffer.size() - buffer.environments() + b]) {
        buffer.bootstrapValues[b] = 70;
      }
    }
  }

  private static void fill(float[] values, int row, int size, float value) {
    Arrays.fill(values, row * size, (row + 1) * size, value);
  }

  /** Each of them follows an end in its sequence, and no other step hears of its reward. */
  @ParameterizedTest
  @MethodSource("updates")
  void stepsBehindAnEndAreLearntFrom(TrainingCase<?> training) {
    float[] expected = learnt(training, buffer -> {});
    int behind = 0;
    for (int t = 1; t < STEPS; t++) {
      int sample = t * COPIES + 3;
      boolean[] follows = new boolean[1];
      float[] changed =
          learnt(
              training,
              buffer -> {
                int before = sample - COPIES;
                follows[0] = buffer.terminated[before] || buffer.truncated[before];
                buffer.rewards[sample] += 1;
              });
      if (follows[0]) {
        behind++;
        assertThat(changed).isNotEqualTo(expected);
      }
    }
    assertThat(behind).isGreaterThan(1);
  }

  @Test
  void moreMinibatchesThanSequencesAreRefused() {
    TrainingCase<?> whole =
        in(TrainingCases.PPO, Cue.Look.VECTOR, Cue.Answer.DISCRETE).with(SHARED);
    assertThatThrownBy(() -> started(whole.with("minibatches=" + (COPIES + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minibatches 12 of the 11 sequences that 11 environments give")
        .hasMessageContaining("use at most 11");
    assertThat(started(whole.with("minibatches=" + COPIES))).isPositive();
    TrainingCase<?> windows = whole.with("policy.memory.sequenceSteps=4");
    assertThat(started(windows.with("minibatches=" + 3 * COPIES))).isPositive();
    assertThatThrownBy(() -> started(windows.with("minibatches=" + (3 * COPIES + 1))))
        .hasMessageContaining("minibatches 34 of the 33 sequences");
  }

  private static long started(TrainingCase<?> training) {
    Training<?> running = training.start(SimdEngine.create(1), 10_000);
    try (Agent<?> agent = running.trainedAgent()) {
      running.iterate();
      return running.steps();
    }
  }

  @Test
  void partsOfSequencesAreRefused() {
    TrainingCase<?> ppo = in(TrainingCases.PPO, Cue.Look.VECTOR, Cue.Answer.DISCRETE).with(SHARED);
    assertThatThrownBy(() -> ppo.with("policy.memory.sequenceSteps=5"))
        .hasMessageContaining("memory.sequenceSteps 5 does not divide the rollout's 12 steps");
    assertThatThrownBy(() -> ppo.with("minibatchSize=30"))
        .hasMessageContaining("minibatchSize 30 holds no whole number of sequences of 12 steps");
  }
}
