package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.ascent4j.core.testing.Bandit;
import io.github.ascent4j.core.testing.Cue;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Targets;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.simd.SimdEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is not as it was written is refused, or gives the agent that was written. */
final class DamagedFilesTest {
  /** Between these lie the returns and lengths of a hundred episodes, which may be anything. */
  private static final int STATE_BEFORE_EPISODES = 200;

  private static final int STATE_BEHIND_EPISODES = 150;

  /** Reads something that can be compared. */
  private interface Reading {
    Object read() throws IOException;
  }

  /** Reads a file to something that can be compared. */
  private interface Reader {
    Object read(byte[] bytes) throws IOException;
  }

  /** A policy of each kind of head, with and without normaliser. */
  static Stream<TrainingCase<?>> heads() {
    TrainingCase<?> box = tiny(TrainingCases.PPO).in("bounds", () -> Identity.bounded(1));
    return Stream.of(
        tiny(TrainingCases.PPO).in("Discrete", () -> Wander.discrete(1)),
        tiny(TrainingCases.REINFORCE).in("Discrete", () -> Identity.discrete(1, 2)),
        tiny(TrainingCases.PPO).in("MultiDiscrete", () -> Targets.multiDiscrete(1)),
        tiny(TrainingCases.PPO).in("MultiBinary", () -> Targets.multiBinary(1)),
        tiny(TrainingCases.PPO).in("masks", () -> Plank.copies(1)),
        remembering(TrainingCases.A2C, 1),
        box,
        box.with("policy.stateDependentStd=true", "normalization.observations=NONE"),
        box.with("policy.continuousActions=TANH_GAUSSIAN", "policy.minLogStd=-3"),
        box.with("policy.continuousActions=BETA"));
  }

  static Stream<TrainingCase<?>> algorithms() {
    return TrainingCases.algorithms().stream().map(DamagedFilesTest::tiny);
  }

  /** Trainings whose collectors hold images, memories and copies that wait. */
  static Stream<TrainingCase<?>> sequences() {
    return Stream.of(
        remembering(TrainingCases.PPO.with("minibatchSize=32"), 2)
            .with("sampling.midBatchReset=false"),
        remembering(TrainingCases.A2C, 2)
            .with("sampling.sampler=ALTERNATING", "policy.memory.criticLstm=true"));
  }

  /** Pictures, numbers, a previous action and a memory, each as small as can be. */
  private static <C extends Record & AlgorithmConfig> TrainingCase<C> remembering(
      TrainingCase<C> base, int copies) {
    Cue.Task task = new Cue.Task(true, Cue.Look.DICT, Cue.Masks.SHOWN, false, Cue.Answer.TUPLE);
    return base.in("remembered parts", () -> task.environment(copies))
        .with(
            "policy.hiddenSizes=2",
            "policy.encoder.channels=1",
            "policy.encoder.kernels=3",
            "policy.encoder.strides=3",
            "policy.encoder.paddings=0",
            "policy.encoder.imageFeatures=0",
            "policy.memory.lstmSize=1",
            "policy.memory.previousAction=true",
            "policy.memory.previousReward=true",
            "normalization.observations=RLPYT");
  }

  private static <C extends Record & AlgorithmConfig> TrainingCase<C> tiny(TrainingCase<C> base) {
    return base.in("a bandit", () -> new Bandit(1, 2))
        .with("policy.hiddenSizes=2", "normalization.observations=RLPYT");
  }

  @ParameterizedTest
  @MethodSource("heads")
  void noDamagedPolicyFileIsTakenForAnotherAgent(TrainingCase<?> training) throws IOException {
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      TensorFile content = PolicyFile.encode(agent.policy().saved(Map.of("algorithm", "x")));
      checkBytes(
          bytes(content),
          1,
          damaged -> PolicyFile.load(new ByteArrayInputStream(damaged), "small"));
    }
  }

  /** The whole training is read, and compared by what it would be written as. */
  @ParameterizedTest
  @MethodSource("sequences")
  void noDamagedCheckpointIsTakenForAnotherTraining(TrainingCase<?> training) throws IOException {
    checkCheckpoint(training, 1);
  }

  /** What differs from one algorithm to the next is a few bytes behind one checksum for all. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void ofNoAlgorithmADamagedCheckpointIsTaken(TrainingCase<?> training) throws IOException {
    checkCheckpoint(training, 7);
  }

  private static <C extends Record & AlgorithmConfig> void checkCheckpoint(
      TrainingCase<C> training, int oneByteIn) throws IOException {
    try (SimdEngine engine = SimdEngine.create(1)) {
      Training<C> saved = training.start(engine, 100);
      saved.iterate();
      checkBytes(
          bytes(saved.snapshot()),
          oneByteIn,
          damaged ->
              Snapshots.training(
                      Safetensors.read(new ByteArrayInputStream(damaged), "small"),
                      training.algorithm(),
                      training.newEnvironment(),
                      100,
                      engine)
                  .snapshot());
    }
  }

  /**
   * Made by hand, with a checksum that is right: it may be a training, but fails in no other way.
   */
  @ParameterizedTest
  @MethodSource("algorithms")
  void aMadeUpTrainingIsReadOrRefused(TrainingCase<?> training) throws IOException {
    checkMadeUp(training.in("masks", () -> Plank.copies(2)));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aMadeUpTrainingWithMemoryIsReadOrRefused(TrainingCase<?> training) throws IOException {
    checkMadeUp(training);
  }

  private static <C extends Record & AlgorithmConfig> void checkMadeUp(TrainingCase<C> training)
      throws IOException {
    try (SimdEngine engine = SimdEngine.create(1)) {
      Training<C> saved = training.start(engine, 100);
      saved.iterate();
      TensorFile whole = saved.snapshot();
      Tensor state = whole.find("training").orElseThrow();
      List<Tensor> others = new ArrayList<>(whole.tensors());
      others.remove(state);
      int size = state.bytes().length;
      for (int i = 0; i < size; i++) {
        if (i == STATE_BEFORE_EPISODES) {
          i = size - STATE_BEHIND_EPISODES;
        }
        byte[] bytes = state.bytes();
        bytes[i] ^= (byte) 0xFF;
        List<Tensor> tensors = new ArrayList<>(others);
        tensors.add(Tensor.of("training", state.shape(), bytes));
        TensorFile madeUp = new TensorFile(whole.metadata(), tensors);
        readOrNull(
            "unsaved content",
            () ->
                Snapshots.training(
                    madeUp, training.algorithm(), training.newEnvironment(), 100, engine),
            "byte " + i);
      }
    }
  }

  private static byte[] bytes(TensorFile content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, content);
    return out.toByteArray();
  }

  private static void checkBytes(byte[] whole, int oneByteIn, Reader reader) throws IOException {
    Object expected = reader.read(whole);
    for (int i = 0; i < whole.length; i += oneByteIn) {
      for (int flip : new int[] {0xFF, 1 << i % 8}) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) flip;
        Object found = readOrNull(reader, damaged, "byte " + i + " ^ " + flip);
        if (found != null && !found.equals(expected)) {
          fail("byte " + i + " ^ " + flip + " gives another agent");
        }
      }
      if (readOrNull(reader, Arrays.copyOf(whole, i), "length " + i) != null) {
        fail("the first " + i + " bytes are taken for a whole file");
      }
    }
    assertThat(readOrNull(reader, Arrays.copyOf(whole, whole.length + 1), "one more")).isNull();
  }

  /** What is read, null if it is refused as it has to be. */
  private static @Nullable Object readOrNull(Reader reader, byte[] damaged, String how) {
    return readOrNull("small", () -> reader.read(damaged), how);
  }

  private static @Nullable Object readOrNull(String source, Reading reading, String how) {
    try {
      return reading.read();
    } catch (PolicyFileException e) {
      if (!String.valueOf(e.getMessage()).startsWith(source + ": ")) {
        fail(how + " is refused without the file's name: " + e.getMessage());
      }
      return null;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(how + " is not refused as it has to be", e);
    }
  }
}
