package io.github.ascent4j.envs.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PixelProviderTest {
  static List<String> ids() {
    return List.of("Bricks-v0", "Catch-v0", "Recall-v0");
  }

  private static VectorEnvironment make(String id, int copies, int threads, String... options) {
    EnvironmentRequest request = new EnvironmentRequest(id, copies, threads, Map.of());
    for (int i = 0; i < options.length; i += 2) {
      request = request.with(options[i], options[i + 1]);
    }
    return Environments.make(request);
  }

  /** What a random player sees and earns, as one number. */
  private static long trace(
      VectorEnvironment environment, StepBatch batch, Pcg64 random, int steps) {
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
      hash = 31 * hash + Arrays.hashCode(batch.truncated);
    }
    return hash;
  }

  private static long trace(VectorEnvironment environment, long seed) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(seed, batch);
    return 31 * trace(environment, batch, new Pcg64(9), 500) + Arrays.hashCode(batch.finalImages);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void seedDecidesEveryNumberWhateverTheThreads(String id) {
    try (VectorEnvironment one = make(id, 5, 1);
        VectorEnvironment two = make(id, 5, 2)) {
      long first = trace(one, 7);
      assertThat(trace(one, 7)).isEqualTo(first);
      assertThat(trace(two, 7)).isEqualTo(first);
      assertThat(trace(one, 8)).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bricks-v0, sticky_actions, 0.25",
    "Catch-v0, sticky_actions, 0.25",
    "Recall-v0, delay, 9",
    "Bricks-v0, frame_skip, 2"
  })
  void restoredGameGoesOnWithTheSameNumbers(String id, String option, String value)
      throws IOException {
    try (VectorEnvironment original = make(id, 3, 1, option, value);
        VectorEnvironment restored = make(id, 3, 1, option, value)) {
      StepBatch batch = new StepBatch(original);
      original.reset(4, batch);
      trace(original, batch, new Pcg64(1), 101);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      original.save(new DataOutputStream(bytes));
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(trace(restored, new StepBatch(restored), new Pcg64(2), 300))
          .isEqualTo(trace(original, batch, new Pcg64(2), 300));
    }
  }

  @ParameterizedTest
  @CsvSource({"Bricks-v0, 4, 3, 1000", "Catch-v0, 4, 3, 90", "Recall-v0, 1, 4, 45"})
  void spacesAndTimeLimitsAreAsListed(String id, int stack, int actions, int limit) {
    try (VectorEnvironment environment = make(id, 1, 1)) {
      assertThat(environment.observationSpace())
          .isEqualTo(Box.uniform(List.of(stack, 84, 84), DType.UINT8, 0, 255));
      assertThat(environment.actionSpace()).isEqualTo(new Discrete(actions));
    }
    assertThat(Environments.list())
        .filteredOn(info -> info.id().equals(id))
        .singleElement()
        .satisfies(info -> assertThat(info.timeLimit()).isEqualTo(limit));
  }

  @ParameterizedTest
  @CsvSource({"Catch-v0, 90", "Recall-v0, 45"})
  void timeLimitTruncatesWhatNothingElseEnds(String id, int limit) {
    try (VectorEnvironment environment = make(id, 1, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      for (int t = 1; t <= limit; t++) {
        environment.step(new float[1], batch);
        assertThat(batch.terminated[0]).isFalse();
        assertThat(batch.truncated[0]).isEqualTo(t == limit);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void newestPictureIsLastAndTheFirstOneIsRepeated(String id) {
    String[] options = {"stack", "3"};
    try (VectorEnvironment stacked = make(id, 1, 1, options);
        VectorEnvironment single = make(id, 1, 1, "stack", "1")) {
      StepBatch three = new StepBatch(stacked);
      StepBatch one = new StepBatch(single);
      stacked.reset(0, three);
      single.reset(0, one);
      byte[] first = one.images.clone();
      for (int k = 0; k < 3; k++) {
        assertThat(picture(three.images, k)).isEqualTo(first);
      }
      stacked.step(new float[] {1}, three);
      single.step(new float[] {1}, one);
      byte[] second = one.images.clone();
      stacked.step(new float[] {2}, three);
      single.step(new float[] {2}, one);
      assertThat(picture(three.images, 0)).isEqualTo(first);
      assertThat(picture(three.images, 1)).isEqualTo(second);
      assertThat(picture(three.images, 2)).isEqualTo(one.images);
    }
  }

  private static byte[] picture(byte[] images, int k) {
    return Arrays.copyOfRange(images, k * Pictures.SIZE, (k + 1) * Pictures.SIZE);
  }

  /** What is drawn step by step must be what would be drawn anew. */
  @Test
  void nothingIsLeftBehindInTheBricksPicture() {
    Bricks game = new Bricks(2, 0, 4);
    Pcg64 generator = new Pcg64(1);
    game.start(generator);
    float[] action = new float[1];
    for (int t = 0; t < 500; t++) {
      action[0] = Play.keepTheBall(game, 4);
      game.step(action, 0);
      int[] greys = new int[256];
      for (int pixel = 0; pixel < Pictures.SIZE; pixel++) {
        greys[game.pictures.grey(pixel)]++;
      }
      assertThat(greys[255]).isEqualTo(9);
      assertThat(greys[254]).isEqualTo(48);
      assertThat(greys[220] + greys[190] + greys[160] + greys[130])
          .isEqualTo(36 * game.bricksLeft());
      assertThat(greys[70]).isEqualTo(84 * 2 + 2 * 2 * 82);
    }
  }

  @Test
  void stickyActionsRepeatTheLastOneAboutAsOftenAsSaid() {
    Catch game = new Catch(1, 0.3);
    game.start(new Pcg64(0));
    int stuck = 0;
    for (int t = 0; t < 4000; t++) {
      int before = game.basket();
      // Two moves from the middle at most, so that every move can be seen.
      boolean left = before >= 34;
      game.step(new float[] {left ? PixelGame.LEFT : PixelGame.RIGHT}, 0);
      stuck += left == game.basket() > before ? 1 : 0;
    }
    // A repeated move shows only where it is not the one that was chosen anyway.
    assertThat(stuck).isBetween(600, 1300);
  }

  @Test
  void sceneShowsThePictureInColours() {
    try (VectorEnvironment environment = make("Bricks-v0", 1, 1)) {
      environment.reset(0, new StepBatch(environment));
      Scene scene = environment.scene(0).orElseThrow();
      assertThat(scene.seconds()).isEqualTo(4 / 60.0);
      assertThat(scene.shapes()).singleElement().isInstanceOf(Shape.Raster.class);
      Shape.Raster raster = (Shape.Raster) scene.shapes().get(0);
      assertThat(raster.columns()).isEqualTo(84);
      assertThat(raster.rows()).isEqualTo(84);
      assertThat(Arrays.stream(raster.pixels()).distinct().count()).isEqualTo(8);
      assertThat(raster.pixels()[14 * 84 + 2]).isEqualTo(0xd04848);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everyOptionIsDescribedWithItsDefault(String id) {
    for (EnvironmentOption option : Environments.options(id)) {
      try (VectorEnvironment plain = make(id, 1, 1);
          VectorEnvironment said = make(id, 1, 1, option.name(), option.defaultValue())) {
        assertThat(trace(said, 3)).isEqualTo(trace(plain, 3));
      }
      assertThat(option.description()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bricks-v0, stack, 0, 'stack \"0\"; give a whole number from 1 to 16'",
    "Bricks-v0, frame_skip, four, 'frame_skip \"four\"; give a whole number from 1 to 16'",
    "Catch-v0, sticky_actions, 1, 'sticky_actions \"1\"; give a number from 0.0 to 0.95'",
    "Catch-v0, delay, 3, 'Catch-v0 has no option \"delay\"'",
    "Recall-v0, sticky_actions, 0.1, 'Recall-v0 has no option \"sticky_actions\"'",
    "Recall-v0, stack, 7, 'use a stack of at most 6 or a delay of at least 7'"
  })
  void wrongOptionIsRefusedWithWhatIsAllowed(String id, String name, String value, String message) {
    assertThatThrownBy(() -> make(id, 1, 1, name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void steppingAllocatesNothing(String id) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (VectorEnvironment environment = make(id, 8, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      float[] actions = {0, 1, 2, 0, 1, 2, 0, 1};
      long least = Long.MAX_VALUE;
      // A window may see the virtual machine's own allocations; what stepping allocates it
      // allocates in every window.
      for (int window = 0; window < 5; window++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 1000; t++) {
          environment.step(actions, batch);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
