package io.github.ascent4j.atari;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A game without a ROM: it has three lives, loses one in frames that a test names, is over with the
 * last and gives points in every frame. All dots of a frame have the same colour, whose number is
 * that of the frame in its game.
 */
final class ScriptedArcade implements Arcade {
  static final int[] ACTIONS = {NOOP, FIRE, 3, 4};
  private static final Display DISPLAY = greyDisplay();

  private final int[] fatalFrames;
  private final int points;

  /** Frames of the game so far. */
  int frame;

  private int lives = 3;

  /** What was done since a test last cleared it: {@code reset} and the actions. */
  final List<String> log = new ArrayList<>();

  /**
   * @param points won in every frame
   * @param fatalFrames frames of a game in which a life is lost, in order
   */
  ScriptedArcade(int points, int... fatalFrames) {
    this.points = points;
    this.fatalFrames = fatalFrames.clone();
  }

  /** Grey of a colour is its number. */
  private static Display greyDisplay() {
    int[] rgb = new int[256];
    int[] greys = new int[256];
    for (int i = 0; i < 256; i++) {
      rgb[i] = i << 16 | i << 8 | i;
      greys[i] = i;
    }
    return new Display(210, 160, rgb, greys);
  }

  @Override
  public Display display() {
    return DISPLAY;
  }

  @Override
  public void reset() {
    log.add("reset");
    frame = 0;
    lives = 3;
  }

  @Override
  public int act(int action) {
    if (over()) {
      return 0;
    }
    log.add(Integer.toString(action));
    frame++;
    for (int fatal : fatalFrames) {
      lives -= fatal == frame ? 1 : 0;
    }
    return points;
  }

  @Override
  public boolean over() {
    return lives == 0;
  }

  @Override
  public int lives() {
    return lives;
  }

  @Override
  public void screen(byte[] colors) {
    Arrays.fill(colors, (byte) frame);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(frame);
    out.writeInt(lives);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    frame = in.readInt();
    lives = in.readInt();
  }

  @Override
  public void close() {
    log.add("close");
  }
}
