package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.simulator.Pcg64;

/**
 * Drops fall one after another, each straight down from a place drawn at random, and a basket moves
 * below. A drop earns 1 when its middle falls into the basket and nothing otherwise. The basket can
 * reach every drop. Nothing ends an episode but its time limit, after ten drops.
 *
 * <p>Actions: stay, left, right.
 */
final class Catch extends PixelGame {
  static final int DROPS = 10;

  /** Steps from a drop's first picture to its last. */
  static final int FALL_STEPS = 9;

  static final int BASKET_WIDTH = 16;
  static final int DROP_SIZE = 6;
  private static final int SPEED = 8;
  private static final int BASKET_TOP = FALL_STEPS * SPEED + DROP_SIZE;
  private static final int BASKET_HEIGHT = 4;
  private static final int LAST_PLACE = Pictures.SIDE - BASKET_WIDTH;
  private static final int BASKET_GREY = 150;
  private static final int DROP_GREY = 255;

  private int basket;
  private int dropLeft;
  private int dropTop;

  Catch(int stack, double stickyActions) {
    super(stack, stickyActions, 0.1);
  }

  /** The left end of the basket. */
  int basket() {
    return basket;
  }

  /** The left side of the drop. */
  int dropLeft() {
    return dropLeft;
  }

  @Override
  void begin(Pcg64 random) {
    basket = LAST_PLACE / 2;
    pictures.clear(0);
    pictures.fill(basket, BASKET_TOP, BASKET_WIDTH, BASKET_HEIGHT, BASKET_GREY);
    newDrop(random);
  }

  private void newDrop(Pcg64 random) {
    dropLeft = random.integers(0, Pictures.SIDE - DROP_SIZE + 1);
    dropTop = 0;
    fillDrop(DROP_GREY);
  }

  private void fillDrop(int grey) {
    pictures.fill(dropLeft, dropTop, DROP_SIZE, DROP_SIZE, grey);
  }

  @Override
  double play(int action, Pcg64 random) {
    moveBasket(action);
    fillDrop(0);
    dropTop += SPEED;
    if (dropTop + DROP_SIZE < BASKET_TOP) {
      fillDrop(DROP_GREY);
      return 0;
    }
    int middle = dropLeft + DROP_SIZE / 2;
    double reward = middle >= basket && middle < basket + BASKET_WIDTH ? 1 : 0;
    newDrop(random);
    return reward;
  }

  private void moveBasket(int action) {
    if (action == STAY) {
      return;
    }
    pictures.fill(basket, BASKET_TOP, BASKET_WIDTH, BASKET_HEIGHT, 0);
    basket = action == LEFT ? Math.max(0, basket - SPEED) : Math.min(LAST_PLACE, basket + SPEED);
    pictures.fill(basket, BASKET_TOP, BASKET_WIDTH, BASKET_HEIGHT, BASKET_GREY);
  }

  @Override
  int color(int grey) {
    return switch (grey) {
      case BASKET_GREY -> 0xc08040;
      case DROP_GREY -> 0x60b0ff;
      default -> 0x101820;
    };
  }
}
