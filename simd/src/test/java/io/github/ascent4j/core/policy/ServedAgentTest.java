package io.github.ascent4j.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.PolicySession;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent in service acts step by step with the bits of training, whatever it sees. */
final class ServedAgentTest {
  private static final int STEPS = 12;
  private static final Box PICTURE = Box.uniform(List.of(2, 9, 7), DType.UINT8, 0, 255);
  private static final Box NUMBERS = Box.uniform(-1, 1, 3);

  /** Bytes that are no picture. */
  private static final Box CHIP = Box.uniform(List.of(5), DType.UINT8, 0, 255);

  private static final Tuple ACTIONS =
      new Tuple(
          List.of(
              new Discrete(3),
              Box.of(new float[] {-1, 2}, new float[] {0, 5}),
              MultiDiscrete.of(2, 4)));

  private final SimdEngine engine = SimdEngine.create(1);

  @AfterEach
  void close() {
    engine.close();
  }

  static List<Arguments> agents() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("before", NUMBERS);
    parts.put("picture", PICTURE);
    parts.put("chip", CHIP);
    parts.put("behind", NUMBERS);
    Map<String, Space> choices = new LinkedHashMap<>(parts);
    choices.put("before", new Discrete(7));
    choices.put("chip", MultiDiscrete.of(2, 5, 3));
    choices.put("bits", new MultiBinary(3));
    EncoderConfig plain =
        EncoderConfig.NATURE
            .withConvolutions(List.of(3, 17), List.of(4, 2), List.of(2, 1), List.of(1, 0))
            .withImageFeatures(6);
    List<EncoderConfig> encoders =
        List.of(plain, plain.withLayerNorm(true).withSizes(List.of(5)), plain.withMaxPool(true));
    List<MemoryConfig> memories =
        List.of(
            MemoryConfig.NONE,
            MemoryConfig.lstm(7),
            MemoryConfig.rlpyt(16),
            MemoryConfig.lstm(5).withCriticLstm(true).withPreviousAction(true));
    List<Arguments> agents = new ArrayList<>();
    for (Space observations :
        List.of(NUMBERS, PICTURE, CHIP, new Dict(parts), new Discrete(9), new Dict(choices))) {
      for (EncoderConfig encoder : encoders) {
        for (MemoryConfig memory : memories) {
          agents.add(Arguments.of(observations, encoder, memory));
        }
      }
    }
    return agents;
  }

  @ParameterizedTest
  @MethodSource("agents")
  void everyStepHasTheBitsOfTraining(
      Space observations, EncoderConfig encoder, MemoryConfig memory) {
    PolicyConfig config =
        PolicyConfig.DEFAULT
            .withHiddenSizes(List.of(6))
            .withPolicyGain(2)
            .withEncoder(encoder)
            .withMemory(memory);
    AgentDescription description =
        new AgentDescription(
            observations,
            ACTIONS,
            config.network(observations, ACTIONS),
            config.actionMapping(ACTIONS));
    ObservationLayout layout = ObservationLayout.of(observations);
    int[] normalized = description.network().normalizedColumns();
    ObservationNormalizer normalizer =
        normalized.length == 0
            ? null
            : new ObservationNormalizer(new RunningMeanVariance(normalized.length, 2), 1e-2, 10)
                .over(normalized);
    ActorCriticPolicy policy =
        ActorCriticPolicy.initialize(
            description,
            engine,
            Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
            normalizer,
            new TrainingRandom(3, 0));
    PolicySession served =
        new Policy(new SavedAgent(description, policy.parameters(), normalizer, Map.of()))
            .session();
    InputRows inputs = new InputRows(description, 1);
    float[] numbers = new float[layout.numbers()];
    byte[] images = new byte[layout.bytes()];
    float[] raw = new float[ACTIONS.flatSize()];
    float[] mapped = new float[raw.length];
    float[] value = new float[1];
    Random random = new Random(7);
    for (int t = 0; t < STEPS; t++) {
      if (t == 5) {
        inputs.memory.reset(0);
        served.reset();
      }
      float[] observation = observation(layout, random);
      layout.split(observation, 0, numbers, 0, images, 0);
      inputs.load(numbers, images, 0, normalizer);
      policy.values(inputs.network, value);
      assertThat(served.value(observation)).as("value at " + t).isEqualTo(value[0]);
      policy.mode(inputs.network, null, raw, value);
      policy.map(raw, 0, mapped, 0, 1);
      assertThat(served.act(observation)).as("action at " + t).isEqualTo(mapped);
      float reward = (float) random.nextGaussian();
      inputs.memory.remember(0, mapped, 0, reward);
      served.reward(reward);
    }
  }

  private static float[] observation(ObservationLayout layout, Random random) {
    float[] observation = new float[layout.numbers() + layout.bytes()];
    for (ObservationLayout.Part part : layout.parts()) {
      for (int i = 0; i < part.size(); i++) {
        observation[part.flatOffset() + i] =
            part.image()
                ? random.nextInt(256)
                : part.space() instanceof MultiBinary
                    ? random.nextInt(2)
                    : part.categories().isEmpty()
                        ? 2 * random.nextFloat() - 1
                        : random.nextInt(part.categories().get(i));
      }
    }
    return observation;
  }
}
