package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import java.util.List;
import java.util.Optional;

/**
 * What the games share: the last pictures stacked, and actions that may stick. A game adds its
 * rules and draws what has changed. All numbers are integers, so that every machine has the same
 * ones.
 *
 * <p>Sticky actions are those of Machado et al. 2018, "Revisiting the Arcade Learning Environment",
 * drawn once a step: with their probability the step before is repeated in place of the action
 * given, so that no sequence of actions learnt by heart wins.
 */
abstract class PixelGame implements Simulator {
  /** The action that does nothing. */
  static final int STAY = 0;

  static final int LEFT = 1;
  static final int RIGHT = 2;

  private final double stickyActions;
  private final double secondsPerStep;
  private Pcg64 generator = new Pcg64(0);
  private int lastAction;
  private boolean terminated;

  final Pictures pictures;

  /**
   * @param stack how many pictures an observation has
   * @param stickyActions probability that the last action is repeated
   * @param secondsPerStep how long a step is shown
   */
  PixelGame(int stack, double stickyActions, double secondsPerStep) {
    this.stickyActions = stickyActions;
    this.secondsPerStep = secondsPerStep;
    pictures = new Pictures(stack);
  }

  /** Sets everything to the start of an episode and draws the whole picture. */
  abstract void begin(Pcg64 random);

  /**
   * Takes one step and draws what it changes.
   *
   * @return the reward
   */
  abstract double play(int action, Pcg64 random);

  /** The colour in which a grey is shown to people, {@code 0xRRGGBB}. */
  abstract int color(int grey);

  /** Ends the episode with the present step. */
  final void end() {
    terminated = true;
  }

  @Override
  public final void start(Pcg64 random) {
    generator = random;
    lastAction = STAY;
    terminated = false;
    begin(random);
    pictures.repeatNewest();
  }

  @Override
  public final double step(float[] actions, int offset) {
    boolean sticks = stickyActions > 0 && generator.nextDouble() < stickyActions;
    if (!sticks) {
      lastAction = (int) actions[offset];
    }
    pictures.next();
    return play(lastAction, generator);
  }

  @Override
  public final boolean terminated() {
    return terminated;
  }

  @Override
  public final void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    pictures.copyTo(images, imagesAt);
  }

  @Override
  public final Optional<Scene> scene() {
    int[] pixels = new int[Pictures.SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = color(pictures.grey(i));
    }
    Shape raster = new Shape.Raster(Pictures.SIDE, Pictures.SIDE, pixels);
    return Optional.of(
        new Scene(0, 0, Pictures.SIDE, Pictures.SIDE, 0xff000000, secondsPerStep, List.of(raster)));
  }
}
