package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.simulator.Pcg64;

/**
 * One of four lamps shines for two pictures, then all is dark, then the outlines of the lamps ask
 * which one it was. The answer to that picture earns 1 if it is right; all other actions do
 * nothing. Then the next lamp shines. Nothing ends an episode but its time limit, after five
 * questions.
 *
 * <p>No action changes what is seen, and the question looks the same whichever lamp it was. So an
 * agent that acts on what it sees alone is right once in four, 1.25 an episode, whatever it does;
 * with a memory it is right five times.
 *
 * <p>Actions: one for each lamp, from left to right.
 */
final class Recall extends PixelGame {
  static final int LAMPS = 4;
  static final int QUESTIONS = 5;
  static final int CUE_STEPS = 2;
  private static final int LAMP_SIZE = 16;
  private static final int LAMP_TOP = 34;
  private static final int FIRST_LAMP = 4;
  private static final int LAMP_DISTANCE = 20;
  private static final int LIGHT = 255;
  private static final int OUTLINE = 120;

  private final int roundSteps;
  private int lamp;

  /** Pictures of the running round before the present one. */
  private int shown;

  /**
   * @param delay dark pictures between lamp and question
   */
  Recall(int stack, int delay) {
    super(stack, 0, 0.25);
    roundSteps = roundSteps(delay);
  }

  /** Steps from one lamp to the next. */
  static int roundSteps(int delay) {
    return CUE_STEPS + delay + 1;
  }

  /** The lamp of this round, which is also the right answer. */
  int lamp() {
    return lamp;
  }

  /** Whether the present picture asks. */
  boolean asks() {
    return shown == roundSteps - 1;
  }

  @Override
  void begin(Pcg64 random) {
    pictures.clear(0);
    newRound(random);
  }

  private void newRound(Pcg64 random) {
    shown = 0;
    lamp = random.integers(0, LAMPS);
    fillLamp(lamp, 0, LIGHT);
  }

  private void fillLamp(int which, int border, int grey) {
    int size = LAMP_SIZE - 2 * border;
    pictures.fill(FIRST_LAMP + which * LAMP_DISTANCE + border, LAMP_TOP + border, size, size, grey);
  }

  @Override
  double play(int action, Pcg64 random) {
    if (asks()) {
      double reward = action == lamp ? 1 : 0;
      for (int i = 0; i < LAMPS; i++) {
        fillLamp(i, 0, 0);
      }
      newRound(random);
      return reward;
    }
    shown++;
    if (shown == CUE_STEPS) {
      fillLamp(lamp, 0, 0);
    }
    if (asks()) {
      for (int i = 0; i < LAMPS; i++) {
        fillLamp(i, 0, OUTLINE);
        fillLamp(i, 2, 0);
      }
    }
    return 0;
  }

  @Override
  int color(int grey) {
    return switch (grey) {
      case LIGHT -> 0xffe060;
      case OUTLINE -> 0x60a0a0;
      default -> 0x101018;
    };
  }
}
