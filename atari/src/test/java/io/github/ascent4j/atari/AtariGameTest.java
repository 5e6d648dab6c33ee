package io.github.ascent4j.atari;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pressed and shown when, on a game whose every frame is known. */
class AtariGameTest {
  /** Index of the action whose number on the console is 3. */
  private static final float[] RIGHT = {2};

  private final Pcg64 generator = new Pcg64(0);

  private static AtariGame game(ScriptedArcade arcade, String... options) {
    EnvironmentRequest request = EnvironmentRequest.of("ale:scripted", 1);
    for (int i = 0; i < options.length; i += 2) {
      request = request.with(options[i], options[i + 1]);
    }
    return new AtariGame(arcade, AtariSettings.of(request), ScriptedArcade.ACTIONS);
  }

  /** The grey of each stacked picture, whose dots are all alike. */
  private static int[] greys(AtariGame game, int stack, int size) {
    byte[] images = new byte[stack * size];
    game.observe(new float[0], 0, images, 0);
    int[] greys = new int[stack];
    for (int k = 0; k < stack; k++) {
      greys[k] = images[k * size] & 0xff;
      assertThat(images[(k + 1) * size - 1] & 0xff).isEqualTo(greys[k]);
    }
    return greys;
  }

  private static int[] greys(AtariGame game) {
    return greys(game, 4, 84 * 84);
  }

  @Test
  void gameStartsWithFireAndTheNextButtonHeldForAStepEach() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "noop_max", "0");
    game.start(generator);
    assertThat(arcade.log).containsExactly("reset", "1", "1", "1", "1", "3", "3", "3", "3");
    assertThat(greys(game)).containsExactly(0, 0, 0, 8);
  }

  @Test
  void gameStartsAfterOneToThirtyFramesWithoutAnAction() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "fire_reset", "false");
    Set<Integer> counts = new HashSet<>();
    for (int episode = 0; episode < 500; episode++) {
      arcade.log.clear();
      game.start(generator);
      assertThat(arcade.log).startsWith("reset");
      assertThat(arcade.log.subList(1, arcade.log.size())).containsOnly("0");
      counts.add(arcade.log.size() - 1);
      assertThat(greys(game)).containsExactly(0, 0, 0, arcade.frame);
    }
    assertThat(counts).hasSize(30).contains(1, 30);
  }

  @Test
  void noopsAreDrawnAsNumPyDraws() {
    // numpy.random.default_rng(0).integers(1, 31) is 26, then 20.
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "fire_reset", "false");
    game.start(generator);
    assertThat(arcade.frame).isEqualTo(26);
    game.start(generator);
    assertThat(arcade.frame).isEqualTo(20);
  }

  @Test
  void stepHoldsItsActionForFourFramesAndShowsTheBrighterOfTheLastTwo() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false");
    game.start(generator);
    arcade.log.clear();
    game.step(RIGHT, 0);
    assertThat(arcade.log).containsExactly("3", "3", "3", "3");
    assertThat(greys(game)).containsExactly(0, 0, 0, 4);
    game.step(RIGHT, 0);
    assertThat(greys(game)).containsExactly(0, 0, 4, 8);
    arcade.frame = 254;
    // Frames 255, 256 (shown as 0), 257 (as 1) and 258 (as 2); colours are bytes.
    game.step(RIGHT, 0);
    assertThat(greys(game)).containsExactly(0, 4, 8, 2);
    arcade.frame = 252;
    // The last two are 255 and 0.
    game.step(RIGHT, 0);
    assertThat(greys(game)).containsExactly(4, 8, 2, 255);
  }

  @Test
  void rewardsOfAStepAreAddedAndCutToTheirSign() {
    AtariGame clipped = game(new ScriptedArcade(7));
    AtariGame whole = game(new ScriptedArcade(7), "clip_reward", "false");
    AtariGame losing = game(new ScriptedArcade(-7));
    clipped.start(generator);
    whole.start(generator);
    losing.start(generator);
    assertThat(clipped.step(RIGHT, 0)).isEqualTo(1);
    assertThat(whole.step(RIGHT, 0)).isEqualTo(28);
    assertThat(losing.step(RIGHT, 0)).isEqualTo(-1);
  }

  @Test
  void lostLifeIsTerminalAndTheGameGoesOn() {
    ScriptedArcade arcade = new ScriptedArcade(1, 6, 50, 60);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false");
    game.start(generator);
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isFalse();
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isTrue();
    assertThat(game.truncated()).isFalse();
    assertThat(greys(game)).containsExactly(0, 0, 4, 8);
    arcade.log.clear();
    game.start(generator);
    // A step without an action, and no reset.
    assertThat(arcade.log).containsExactly("0", "0", "0", "0");
    assertThat(game.terminated()).isFalse();
    assertThat(greys(game)).containsExactly(0, 0, 0, 12);
  }

  @Test
  void nextLifeStartsWithFireToo() {
    ScriptedArcade arcade = new ScriptedArcade(1, 12, 100, 200);
    AtariGame game = game(arcade, "noop_max", "0");
    game.start(generator);
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isTrue();
    arcade.log.clear();
    game.start(generator);
    assertThat(arcade.log)
        .containsExactly("0", "0", "0", "0", "1", "1", "1", "1", "3", "3", "3", "3");
  }

  @Test
  void lifeLostWhileFireIsPressedStartsTheLifeAgain() {
    ScriptedArcade arcade = new ScriptedArcade(1, 3, 100, 200);
    AtariGame game = game(arcade, "noop_max", "0");
    game.start(generator);
    assertThat(arcade.log)
        .containsExactly("reset", "1", "1", "1", "1", "0", "0", "0", "0", "3", "3", "3", "3");
    assertThat(game.terminated()).isFalse();
  }

  @Test
  void gameThatIsOverStartsAnew() {
    ScriptedArcade arcade = new ScriptedArcade(1, 2, 3, 4);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false");
    game.start(generator);
    assertThat(game.step(RIGHT, 0)).isEqualTo(1);
    assertThat(game.terminated()).isTrue();
    arcade.log.clear();
    game.start(generator);
    assertThat(arcade.log).containsExactly("reset");
    assertThat(game.terminated()).isFalse();
  }

  @Test
  void episodeAskedForInTheMiddleOfALifeIsANewGame() {
    ScriptedArcade arcade = new ScriptedArcade(1, 40, 50, 60);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false");
    game.start(generator);
    game.step(RIGHT, 0);
    arcade.log.clear();
    game.start(generator);
    assertThat(arcade.log).containsExactly("reset");
  }

  @Test
  void withoutEpisodicLivesOnlyTheLastOneEnds() {
    ScriptedArcade arcade = new ScriptedArcade(1, 2, 6, 10);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false", "episodic_life", "false");
    game.start(generator);
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isFalse();
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isFalse();
    assertThat(game.step(RIGHT, 0)).isEqualTo(1);
    assertThat(game.terminated()).isTrue();
    assertThat(arcade.frame).isEqualTo(10);
  }

  @Test
  void gameOfFullLengthIsTruncatedAndStartsAnew() {
    ScriptedArcade arcade = new ScriptedArcade(1);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false", "max_frames", "10");
    game.start(generator);
    game.step(RIGHT, 0);
    game.step(RIGHT, 0);
    assertThat(game.truncated()).isFalse();
    game.step(RIGHT, 0);
    assertThat(game.truncated()).isTrue();
    assertThat(game.terminated()).isFalse();
    assertThat(arcade.frame).isEqualTo(10);
    arcade.log.clear();
    game.start(generator);
    assertThat(arcade.log).containsExactly("reset");
    assertThat(game.truncated()).isFalse();
  }

  @Test
  void rlpytPressesNothingFireAndUpForAFrameEach() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    EnvironmentRequest request =
        EnvironmentRequest.of("ale:scripted", 1).with("preset", "rlpyt").with("noop_max", "0");
    AtariGame game = new AtariGame(arcade, AtariSettings.of(request), new int[] {0, 1, 2, 3, 4, 5});
    game.start(generator);
    assertThat(arcade.log).containsExactly("reset", "0", "1", "2");
    assertThat(greys(game, 4, 104 * 80)).containsExactly(0, 0, 0, 3);
  }

  @Test
  void rlpytStartsAfterNoneToThirtyFramesMore() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "preset", "rlpyt");
    Set<Integer> counts = new HashSet<>();
    for (int episode = 0; episode < 500; episode++) {
      game.start(generator);
      counts.add(arcade.frame - 2);
    }
    assertThat(counts).hasSize(31).contains(0, 30);
  }

  @Test
  void rlpytGoesOnAfterALostLifeWithTheSameButtons() {
    ScriptedArcade arcade = new ScriptedArcade(1, 5, 50, 60);
    AtariGame game = game(arcade, "preset", "rlpyt", "noop_max", "0");
    game.start(generator);
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isTrue();
    arcade.log.clear();
    game.start(generator);
    assertThat(arcade.log).containsExactly("0", "1");
    assertThat(greys(game, 4, 104 * 80)).containsExactly(0, 0, 0, 8);
  }

  @Test
  void rlpytAdvancesALostLifeWithinTheStepWhereItEndsNoEpisode() {
    ScriptedArcade arcade = new ScriptedArcade(1, 5, 50, 60);
    AtariGame game = game(arcade, "preset", "rlpyt", "noop_max", "0", "episodic_life", "false");
    game.start(generator);
    arcade.log.clear();
    game.step(RIGHT, 0);
    assertThat(game.terminated()).isFalse();
    assertThat(arcade.log).containsExactly("3", "3", "3", "3", "0", "1");
  }

  @Test
  void stickyActionsAreDrawnFrameByFrame() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game =
        game(
            arcade,
            "noop_max",
            "0",
            "fire_reset",
            "false",
            "max_frames",
            "0",
            "repeat_action_probability",
            "0.25");
    game.start(generator);
    arcade.log.clear();
    float[][] alternating = {{2}, {3}};
    for (int t = 0; t < 4000; t++) {
      game.step(alternating[t % 2], 0);
    }
    int[] stuck = new int[4];
    for (int i = 0; i < arcade.log.size(); i++) {
      String wanted = i / 4 % 2 == 0 ? "3" : "4";
      stuck[i % 4] += arcade.log.get(i).equals(wanted) ? 0 : 1;
    }
    // The k-th frame of a step has the action before if all draws so far say so; that is how often
    // rows of numpy.random.default_rng(0).random((4000, 4)) begin with k numbers below 0.25. One of
    // the 1005 first frames follows a step that stuck as a whole and so has the right action.
    assertThat(stuck).containsExactly(1004, 226, 39, 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void frameSkipIsAnyNumber(int skip) {
    ScriptedArcade arcade = new ScriptedArcade(1);
    AtariGame game =
        game(
            arcade,
            "noop_max",
            "0",
            "fire_reset",
            "false",
            "clip_reward",
            "false",
            "frame_skip",
            Integer.toString(skip));
    game.start(generator);
    assertThat(game.step(RIGHT, 0)).isEqualTo(skip);
    game.step(RIGHT, 0);
    assertThat(greys(game)).containsExactly(0, 0, skip, 2 * skip);
  }

  @ParameterizedTest
  @CsvSource({"atari, 0", "atari, 0.25", "rlpyt, 0.25"})
  void restoredGameGoesOnInTheMiddleOfALife(String preset, String sticky) throws IOException {
    String[] options = {"preset", preset, "repeat_action_probability", sticky};
    ScriptedArcade arcade = new ScriptedArcade(1, 40, 90, 150);
    AtariGame game = game(arcade, options);
    game.start(generator);
    for (int t = 0; t < 8; t++) {
      game.step(RIGHT, 0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    generator.save(new DataOutputStream(bytes));
    game.save(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Pcg64 other = new Pcg64(99);
    other.restore(in);
    ScriptedArcade otherArcade = new ScriptedArcade(1, 40, 90, 150);
    AtariGame restored = game(otherArcade, options);
    restored.restore(in, other);
    assertThat(in.available()).isZero();
    arcade.log.clear();
    for (int t = 0; t < 200; t++) {
      assertThat(restored.step(RIGHT, 0)).isEqualTo(game.step(RIGHT, 0));
      assertThat(restored.terminated()).isEqualTo(game.terminated());
      if (game.terminated()) {
        game.start(generator);
        restored.start(other);
      }
      int size = preset.equals("atari") ? 84 * 84 : 104 * 80;
      assertThat(greys(restored, 4, size)).isEqualTo(greys(game, 4, size));
    }
    assertThat(otherArcade.log).isEqualTo(arcade.log).contains("reset");
  }

  @Test
  void sceneIsTheWholeScreenInItsColours() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    AtariGame game = game(arcade, "noop_max", "0", "fire_reset", "false");
    game.start(generator);
    game.step(RIGHT, 0);
    List<Shape> shapes = game.scene().orElseThrow().shapes();
    assertThat(shapes).singleElement().isInstanceOf(Shape.Raster.class);
    Shape.Raster raster = (Shape.Raster) shapes.get(0);
    assertThat(raster.columns()).isEqualTo(160);
    assertThat(raster.rows()).isEqualTo(210);
    assertThat(raster.pixels()).hasSize(160 * 210).containsOnly(0x040404);
    assertThat(game.scene().orElseThrow().seconds()).isEqualTo(4 / 60.0);
  }

  @Test
  void consoleIsClosedWithTheGame() {
    ScriptedArcade arcade = new ScriptedArcade(0);
    game(arcade).close();
    assertThat(arcade.log).containsExactly("close");
  }
}
