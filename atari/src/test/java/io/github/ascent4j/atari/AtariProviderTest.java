package io.github.ascent4j.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtariProviderTest {
  private final AtariProvider provider = new AtariProvider();

  private VectorEnvironment tetris(int copies, int threads, String... options) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            "ale:tetris", copies, threads, Map.of("rom", TestRoms.get("tetris.bin").toString()));
    for (int i = 0; i < options.length; i += 2) {
      request = request.with(options[i], options[i + 1]);
    }
    return provider.make(request);
  }

  private static long trace(VectorEnvironment environment, StepBatch batch, long seed, int steps) {
    Pcg64 random = new Pcg64(seed);
    int actions = ((Discrete) environment.actionSpace()).n();
    float[] chosen = new float[environment.copies()];
    long hash = 0;
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = random.integers(0, actions);
      }
      environment.step(chosen, batch);
      hash = 31 * hash + Arrays.hashCode(batch.images);
      hash = 31 * hash + Arrays.hashCode(batch.rewards);
      hash = 31 * hash + Arrays.hashCode(batch.terminated);
    }
    return hash;
  }

  @Test
  void providerIsFoundAndTakesEveryGameByName() {
    assertThat(ServiceLoader.load(EnvironmentProvider.class))
        .hasAtLeastOneElementOfType(AtariProvider.class);
    assertThat(provider.provides("ale:breakout")).isTrue();
    assertThat(provider.provides("Breakout-v0")).isFalse();
    assertThat(provider.list()).isEmpty();
    assertThat(provider.options("ale:breakout")).isEqualTo(AtariSettings.OPTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ale:", "ale:Breakout", "ale:space invaders", "ale:../x"})
  void nameInAnotherSpellingIsRefused(String id) {
    assertThatThrownBy(() -> provider.make(EnvironmentRequest.of(id, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            id
                + " is no name of a game; write it in lower case with underscores, for example"
                + " ale:space_invaders");
  }

  @ParameterizedTest
  @CsvSource({"atari, 84, 84", "rlpyt, 104, 80"})
  void spacesFollowFromThePreset(String preset, int rows, int columns) {
    try (VectorEnvironment environment = tetris(1, 1, "preset", preset)) {
      assertThat(environment.name()).isEqualTo("ale:tetris");
      assertThat(environment.observationSpace())
          .isEqualTo(Box.uniform(List.of(4, rows, columns), DType.UINT8, 0, 255));
      assertThat(environment.actionSpace()).isEqualTo(new Discrete(5));
    }
    try (VectorEnvironment environment = tetris(1, 1, "full_action_space", "true", "stack", "1")) {
      assertThat(environment.observationSpace().shape()).containsExactly(1, 84, 84);
      assertThat(environment.actionSpace()).isEqualTo(new Discrete(18));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"atari", "rlpyt"})
  void seedDecidesEveryNumberWhateverTheThreads(String preset) {
    String[] options = {"preset", preset, "repeat_action_probability", "0.25"};
    try (VectorEnvironment one = tetris(2, 1, options);
        VectorEnvironment two = tetris(2, 2, options)) {
      StepBatch batch = new StepBatch(one);
      one.reset(5, batch);
      long first = trace(one, batch, 1, 150);
      one.reset(5, batch);
      assertThat(trace(one, batch, 1, 150)).isEqualTo(first);
      two.reset(5, batch);
      assertThat(trace(two, batch, 1, 150)).isEqualTo(first);
      one.reset(6, batch);
      assertThat(trace(one, batch, 1, 150)).isNotEqualTo(first);
    }
  }

  /** With nothing pressed before the first step, the reset switch is the last thing that was. */
  @ParameterizedTest
  @CsvSource({"atari, 30, 70", "rlpyt, 30, 70", "atari, 0, 0", "atari, 0, 1"})
  void restoredGameGoesOnWithTheSameNumbers(String preset, String noops, int steps)
      throws IOException {
    String[] options = {
      "preset", preset, "noop_max", noops, "fire_reset", "false", "repeat_action_probability", "0.1"
    };
    try (VectorEnvironment original = tetris(2, 1, options);
        VectorEnvironment restored = tetris(2, 1, options)) {
      StepBatch batch = new StepBatch(original);
      original.reset(4, batch);
      trace(original, batch, 1, steps);
      byte[] saved = saved(original);
      // A console in the middle of another game, and one that was only just switched on.
      long expected = trace(original, batch, 2, 100);
      restored.restore(input(saved));
      assertThat(trace(restored, new StepBatch(restored), 2, 100)).isEqualTo(expected);
      restored.restore(input(saved));
      assertThat(trace(restored, new StepBatch(restored), 2, 100)).isEqualTo(expected);
    }
  }

  @Test
  void damagedStateOfTheEmulatorIsRefused() throws IOException {
    try (VectorEnvironment environment = tetris(1, 1)) {
      environment.reset(0, new StepBatch(environment));
      environment.step(new float[1], new StepBatch(environment));
      byte[] bytes = saved(environment);
      int length = bytes.length;
      // Behind the pictures: what kind of a state it is, the buttons of all frames, and a sum.
      int kind = length - 5 - Integer.BYTES - frames(bytes, length);
      for (int at : new int[] {length - 1, kind}) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= 4;
        assertThatThrownBy(() -> environment.restore(input(damaged)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("the saved state of the emulator is damaged");
      }
      byte[] others = bytes.clone();
      Arrays.fill(others, kind + 5, length - 4, (byte) 3);
      assertThatThrownBy(() -> environment.restore(input(others)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("frames played again lead elsewhere");
      for (int button : new int[] {18, 127, -1}) {
        byte[] forged = bytes.clone();
        forged[length - 5] = (byte) button;
        assertThatThrownBy(() -> environment.restore(input(forged)))
            .hasMessageContaining("a button that a console does not have");
      }
      for (int shorter = 1; shorter < length; shorter += 997) {
        byte[] cut = Arrays.copyOf(bytes, length - shorter);
        assertThatThrownBy(() -> environment.restore(input(cut)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cut short");
      }
    }
  }

  /** How many frames the state at the end of {@code bytes} says it has. */
  private static int frames(byte[] bytes, int length) {
    for (int frames = 1; ; frames++) {
      if (ByteBuffer.wrap(bytes).getInt(length - 2 * Integer.BYTES - frames) == frames) {
        return frames;
      }
    }
  }

  /** As releases before had it, the emulator would have to believe it. */
  @Test
  void theEmulatorsOwnStateIsNotLoaded() throws IOException {
    try (VectorEnvironment environment = tetris(1, 1)) {
      environment.reset(0, new StepBatch(environment));
      byte[] bytes = saved(environment);
      int kind = bytes.length - 5 - Integer.BYTES - frames(bytes, bytes.length);
      for (byte old : new byte[] {0, 1}) {
        byte[] before = bytes.clone();
        before[kind] = old;
        assertThatThrownBy(() -> environment.restore(input(before)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("saved as the emulator's memory")
            .hasMessageContaining("with the release that the run was started with");
      }
      environment.restore(input(bytes));
    }
  }

  private static byte[] saved(VectorEnvironment environment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    environment.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /**
   * Sums of the stacked pictures at the start and after 20, 40 and 60 steps as ale-py 0.12.1 and
   * OpenCV 5.0.0 make them when they are called in the order of the two systems, with no-ops from
   * {@code default_rng(5)} and actions from {@code default_rng(77).integers(0, 5)}.
   */
  @ParameterizedTest
  @CsvSource({
    "atari, 2677071488, 2439861828, 3683009187, 1037934877",
    "rlpyt, 4096425764, 2862747910, 364617555, 3838595921"
  })
  void picturesAreThoseOfTheReferences(
      String preset, long atStart, long after20, long after40, long after60) {
    try (VectorEnvironment environment = tetris(1, 1, "preset", preset)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(5, batch);
      assertThat(crc(batch.images)).isEqualTo(atStart);
      Pcg64 random = new Pcg64(77);
      long[] sums = new long[61];
      for (int t = 1; t <= 60; t++) {
        environment.step(new float[] {random.integers(0, 5)}, batch);
        sums[t] = crc(batch.images);
      }
      assertThat(sums[20]).isEqualTo(after20);
      assertThat(sums[40]).isEqualTo(after40);
      assertThat(sums[60]).isEqualTo(after60);
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @Test
  void screenIsSeenInColours() {
    try (VectorEnvironment environment = tetris(1, 1)) {
      environment.reset(0, new StepBatch(environment));
      Shape.Raster raster = (Shape.Raster) environment.scene(0).orElseThrow().shapes().get(0);
      assertThat(raster.pixels()).hasSize(210 * 160);
      assertThat(Arrays.stream(raster.pixels()).distinct().count()).isGreaterThan(5);
    }
  }

  @Test
  void steppingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (VectorEnvironment environment = tetris(1, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      float[] action = {3};
      long least = Long.MAX_VALUE;
      for (int window = 0; window < 5; window++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 20; t++) {
          environment.step(action, batch);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
