package io.github.ascent4j.atari;

import io.github.ascent4j.atari.AtariSettings.Convention;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/*
 * Design. With episodic lives an episode is a life, and a game has several of them: the console is
 * reset only when a game is over or was truncated, or when a new episode is asked for in the middle of
 * a life. So the start of an episode depends on what was before, and a saved state holds the console.
 */

/**
 * An Atari game as agents learn it: actions held for several frames, a stack of small grey
 * pictures, rewards cut to their sign, a lost life as the end of an episode.
 *
 * <p>Losing a life and losing the game are terminal. A game that has lasted {@code max_frames} is
 * truncated. Rewards won while an episode is being started are dropped, as they are in the systems
 * followed.
 *
 * <p>Source: {@code stable_baselines3/common/atari_wrappers.py} with {@code VecFrameStack}; {@code
 * rlpyt/envs/atari/atari_env.py}; Machado et al. 2018, "Revisiting the Arcade Learning
 * Environment", for actions that stick.
 */
final class AtariGame implements Simulator {
  private static final double FRAMES_PER_SECOND = 60;

  private final Arcade arcade;
  private final AtariSettings settings;
  private final FrameEncoder encoder;
  private final Stack stack;
  private final int[] actions;
  private final boolean hasFire;
  private final boolean hasUp;
  private Pcg64 generator = new Pcg64(0);

  /** Colours' numbers in the last two frames that were looked at. */
  private byte[] older;

  private byte[] newer;
  private int lastAction;
  private int lives;
  private int frames;
  private boolean over;
  private boolean lifeLost;

  /**
   * @param arcade closed with this
   * @param actions the console's actions by the agent's
   */
  AtariGame(Arcade arcade, AtariSettings settings, int[] actions) {
    this.arcade = arcade;
    this.settings = settings;
    this.actions = actions.clone();
    Display display = arcade.display();
    encoder = settings.encoder(display);
    stack = new Stack(settings.stack(), encoder.rows() * encoder.columns());
    older = new byte[display.size()];
    newer = new byte[display.size()];
    hasFire = contains(actions, Arcade.FIRE);
    hasUp = contains(actions, Arcade.UP);
  }

  private static boolean contains(int[] actions, int action) {
    for (int each : actions) {
      if (each == action) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void start(Pcg64 random) {
    generator = random;
    boolean nextLife = lifeLost && !ended();
    if (settings.convention() == Convention.RLPYT) {
      startAsRlpyt(nextLife);
    } else {
      startAsBaselines(nextLife);
    }
    stack.clear();
    stack.push(encoder, older, newer);
  }

  private void startAsBaselines(boolean nextLife) {
    startLife(nextLife);
    if (settings.fireReset() && hasFire && actions.length > 2) {
      press(actions[1]);
      press(actions[2]);
    }
  }

  private void startLife(boolean nextLife) {
    if (nextLife) {
      skipFrames(Arcade.NOOP);
    }
    if (!nextLife || ended()) {
      newGame();
      // At least one frame without an action, where there are any.
      idle(settings.noopMax() == 0 ? 0 : generator.integers(1, settings.noopMax() + 1));
      lookAtOneFrame();
    }
    lives = arcade.lives();
    lifeLost = false;
  }

  private void press(int action) {
    skipFrames(action);
    if (ended() || (settings.episodicLife() && lifeLost)) {
      startLife(!ended());
    }
  }

  private void startAsRlpyt(boolean nextLife) {
    if (nextLife) {
      advanceLife();
    } else {
      newGame();
      advanceLife();
      idle(generator.integers(0, settings.noopMax() + 1));
    }
    lookAtOneFrame();
  }

  /** Presses what rlpyt presses, for a frame each, after a life was lost. */
  private void advanceLife() {
    emulate(Arcade.NOOP);
    if (settings.fireReset() && hasFire) {
      emulate(Arcade.FIRE);
    }
    if (settings.fireReset() && hasUp) {
      emulate(Arcade.UP);
    }
    lives = arcade.lives();
    lifeLost = false;
  }

  private void newGame() {
    arcade.reset();
    lastAction = Arcade.NOOP;
    frames = 0;
    over = false;
    lifeLost = false;
  }

  private void idle(int count) {
    for (int i = 0; i < count; i++) {
      emulate(Arcade.NOOP);
      if (ended()) {
        newGame();
      }
    }
  }

  /** Emulates a frame with the action or, if that sticks, with the last one. */
  private int emulate(int action) {
    double sticky = settings.repeatActionProbability();
    if (sticky == 0 || generator.nextDouble() >= sticky) {
      lastAction = action;
    }
    frames++;
    int points = arcade.act(lastAction);
    over = arcade.over();
    return points;
  }

  /** Whether the game is over or has lasted as long as it may. */
  private boolean ended() {
    return over || cut();
  }

  private boolean cut() {
    return settings.maxFrames() > 0 && frames >= settings.maxFrames();
  }

  /** Emulates the frames of a step and looks at the last two of them. */
  private int skipFrames(int action) {
    int points = 0;
    int looks = 0;
    int skip = settings.frameSkip();
    for (int k = 0; k < skip && !ended(); k++) {
      points += emulate(action);
      if (k >= skip - 2 || ended()) {
        look();
        looks++;
      }
    }
    boolean single = looks == 1 && (skip > 1 || settings.convention() == Convention.ATARI);
    if (single) {
      System.arraycopy(newer, 0, older, 0, newer.length);
    }
    int livesNow = arcade.lives();
    // Some games show 0 lives for a few frames before they are over, which is no lost life.
    lifeLost = livesNow > 0 && livesNow < lives;
    lives = livesNow;
    return points;
  }

  private void look() {
    byte[] reused = older;
    older = newer;
    newer = reused;
    arcade.screen(newer);
  }

  private void lookAtOneFrame() {
    look();
    System.arraycopy(newer, 0, older, 0, newer.length);
  }

  @Override
  public double step(float[] chosen, int offset) {
    int points = skipFrames(actions[(int) chosen[offset]]);
    stack.push(encoder, older, newer);
    if (!settings.episodicLife()) {
      if (lifeLost && settings.convention() == Convention.RLPYT) {
        advanceLife();
      }
      lifeLost = false;
    }
    return settings.clipReward() ? Integer.signum(points) : points;
  }

  @Override
  public boolean terminated() {
    return over || lifeLost;
  }

  @Override
  public boolean truncated() {
    return cut() && !over;
  }

  @Override
  public void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    stack.copyTo(images, imagesAt);
  }

  @Override
  public boolean savesState() {
    return true;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(lastAction);
    out.writeInt(lives);
    out.writeInt(frames);
    out.writeBoolean(over);
    out.writeBoolean(lifeLost);
    out.write(newer);
    stack.save(out);
    arcade.save(out);
  }

  @Override
  public void restore(DataInput in, Pcg64 random) throws IOException {
    generator = random;
    lastAction = in.readInt();
    lives = in.readInt();
    frames = in.readInt();
    over = in.readBoolean();
    lifeLost = in.readBoolean();
    in.readFully(newer);
    stack.restore(in);
    if (lastAction < 0 || lastAction > 17 || frames < 0) {
      throw new IOException(
          "the saved state of an Atari game is damaged: action "
              + lastAction
              + " in frame "
              + frames
              + "; use an older checkpoint");
    }
    arcade.restore(in);
  }

  @Override
  public Optional<Scene> scene() {
    Display display = arcade.display();
    int[] pixels = new int[display.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = display.rgb()[newer[i] & 0xff];
    }
    Shape raster = new Shape.Raster(display.columns(), display.rows(), pixels);
    // A console's dots are wider than high: its picture fills a screen of 4 to 3.
    double width = display.rows() * 4 / 3.0;
    double seconds = settings.frameSkip() / FRAMES_PER_SECOND;
    return Optional.of(
        new Scene(0, 0, width, display.rows(), 0xff000000, seconds, List.of(raster)));
  }

  @Override
  public void close() {
    arcade.close();
  }
}
