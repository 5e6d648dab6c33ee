package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.simulator.Pcg64;

/**
 * A ball, a wall of 32 bricks and a paddle. The ball bounces off the sides, the ceiling, the bricks
 * and the paddle; every brick it touches is gone and earns 1. Where it meets the paddle decides how
 * steeply it goes up again, away from the paddle's middle. A ball that is missed ends the episode.
 * A wall that is all gone stands again when the paddle next meets the ball.
 *
 * <p>A step is several ticks with the same action, 4 by default. In a tick the ball moves by 2
 * pixels up or down and by 1 or 2 to a side, the paddle by 3; so a paddle that starts in time
 * reaches every ball.
 *
 * <p>Actions: stay, left, right.
 */
final class Bricks extends PixelGame {
  /** Ticks after which an episode is truncated. */
  static final int TICK_LIMIT = 4000;

  static final int COLUMNS = 8;
  static final int ROWS = 4;
  static final int BRICK_WIDTH = 10;
  static final int BRICK_HEIGHT = 5;
  static final int WALL_TOP = 14;

  /** First free row and column inside the border. */
  static final int BORDER = 2;

  static final int BALL_SIZE = 3;
  static final int PADDLE_WIDTH = 16;
  static final int PADDLE_TOP = 76;
  private static final int PADDLE_HEIGHT = 3;
  private static final int PADDLE_SPEED = 3;
  private static final int PADDLE_RIGHTMOST = Pictures.SIDE - BORDER - PADDLE_WIDTH;
  private static final int BALL_RIGHTMOST = Pictures.SIDE - BORDER - BALL_SIZE;
  private static final int RISE = 2;
  private static final int START_TOP = 42;

  /** How fast a ball goes to the side, by the quarter of the paddle it meets. */
  private static final int[] SIDEWAYS = {-2, -1, 1, 2};

  private static final int BORDER_GREY = 70;
  private static final int[] ROW_GREYS = {220, 190, 160, 130};
  private static final int PADDLE_GREY = 254;
  private static final int BALL_GREY = 255;

  private final int ticksPerStep;
  private final boolean[] bricks = new boolean[ROWS * COLUMNS];
  private int left;
  private int paddle;
  private int ballX;
  private int ballY;
  private int velocityX;
  private int velocityY;

  /**
   * @param ticksPerStep how often an action is repeated
   */
  Bricks(int stack, double stickyActions, int ticksPerStep) {
    super(stack, stickyActions, ticksPerStep / 60.0);
    this.ticksPerStep = ticksPerStep;
  }

  @Override
  void begin(Pcg64 random) {
    paddle = (BORDER + PADDLE_RIGHTMOST) / 2;
    place(
        random.integers(BORDER, BALL_RIGHTMOST + 1),
        START_TOP,
        random.integers(0, 2) == 0 ? -1 : 1,
        RISE);
    pictures.clear(0);
    pictures.fill(0, 0, Pictures.SIDE, BORDER, BORDER_GREY);
    pictures.fill(0, 0, BORDER, Pictures.SIDE, BORDER_GREY);
    pictures.fill(Pictures.SIDE - BORDER, 0, BORDER, Pictures.SIDE, BORDER_GREY);
    build();
    fillPaddle(PADDLE_GREY);
    fillBall(BALL_GREY);
  }

  /** Puts the ball somewhere. */
  void place(int x, int y, int toRight, int down) {
    ballX = x;
    ballY = y;
    velocityX = toRight;
    velocityY = down;
  }

  private void build() {
    left = bricks.length;
    for (int brick = 0; brick < bricks.length; brick++) {
      bricks[brick] = true;
      fillBrick(brick, ROW_GREYS[brick / COLUMNS]);
    }
  }

  /** A brick is drawn a pixel smaller than it is, so that neighbours can be told apart. */
  private void fillBrick(int brick, int grey) {
    pictures.fill(
        BORDER + brick % COLUMNS * BRICK_WIDTH,
        WALL_TOP + brick / COLUMNS * BRICK_HEIGHT,
        BRICK_WIDTH - 1,
        BRICK_HEIGHT - 1,
        grey);
  }

  private void fillBall(int grey) {
    pictures.fill(ballX, ballY, BALL_SIZE, BALL_SIZE, grey);
  }

  private void fillPaddle(int grey) {
    pictures.fill(paddle, PADDLE_TOP, PADDLE_WIDTH, PADDLE_HEIGHT, grey);
  }

  @Override
  double play(int action, Pcg64 random) {
    fillBall(0);
    fillPaddle(0);
    int broken = 0;
    for (int tick = 0; tick < ticksPerStep && !terminated(); tick++) {
      movePaddle(action);
      broken += moveAside() + moveUpOrDown();
    }
    fillPaddle(PADDLE_GREY);
    fillBall(BALL_GREY);
    return broken;
  }

  private void movePaddle(int action) {
    if (action == LEFT) {
      paddle = Math.max(BORDER, paddle - PADDLE_SPEED);
    } else if (action == RIGHT) {
      paddle = Math.min(PADDLE_RIGHTMOST, paddle + PADDLE_SPEED);
    }
  }

  private int moveAside() {
    int x = ballX + velocityX;
    if (x < BORDER) {
      x = 2 * BORDER - x;
      velocityX = -velocityX;
    } else if (x > BALL_RIGHTMOST) {
      x = 2 * BALL_RIGHTMOST - x;
      velocityX = -velocityX;
    }
    int broken = breakAt(x, ballY);
    if (broken == 0) {
      ballX = x;
    } else {
      velocityX = -velocityX;
    }
    return broken;
  }

  private int moveUpOrDown() {
    int y = ballY + velocityY;
    if (y < BORDER) {
      y = 2 * BORDER - y;
      velocityY = -velocityY;
    }
    int broken = breakAt(ballX, y);
    if (broken > 0) {
      velocityY = -velocityY;
      return broken;
    }
    if (ballY + BALL_SIZE <= PADDLE_TOP && y + BALL_SIZE > PADDLE_TOP && meetsPaddle()) {
      y = PADDLE_TOP - BALL_SIZE;
      velocityY = -velocityY;
      velocityX = SIDEWAYS[quarter()];
      if (left == 0) {
        build();
      }
    } else if (y + BALL_SIZE > Pictures.SIDE) {
      end();
      return 0;
    }
    ballY = y;
    return 0;
  }

  private boolean meetsPaddle() {
    return ballX + BALL_SIZE > paddle && ballX < paddle + PADDLE_WIDTH;
  }

  /**
   * The quarter of the paddle that is below the ball's middle; beyond an end, the one at that end.
   */
  private int quarter() {
    int middle = ballX + BALL_SIZE / 2 - paddle;
    int onPaddle = Math.min(PADDLE_WIDTH - 1, Math.max(0, middle));
    return onPaddle * SIDEWAYS.length / PADDLE_WIDTH;
  }

  /** Breaks the bricks that a ball at this place touches. */
  private int breakAt(int x, int y) {
    int lastRow = Math.floorDiv(y + BALL_SIZE - 1 - WALL_TOP, BRICK_HEIGHT);
    int firstRow = Math.floorDiv(y - WALL_TOP, BRICK_HEIGHT);
    if (lastRow < 0 || firstRow >= ROWS) {
      return 0;
    }
    int firstColumn = (x - BORDER) / BRICK_WIDTH;
    int lastColumn = (x + BALL_SIZE - 1 - BORDER) / BRICK_WIDTH;
    int broken = 0;
    for (int row = Math.max(0, firstRow); row <= Math.min(ROWS - 1, lastRow); row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        int brick = row * COLUMNS + column;
        if (bricks[brick]) {
          bricks[brick] = false;
          fillBrick(brick, 0);
          left--;
          broken++;
        }
      }
    }
    return broken;
  }

  boolean stands(int row, int column) {
    return bricks[row * COLUMNS + column];
  }

  /** Takes a brick away without a reward. */
  void remove(int row, int column) {
    int brick = row * COLUMNS + column;
    if (bricks[brick]) {
      bricks[brick] = false;
      left--;
      fillBrick(brick, 0);
    }
  }

  int bricksLeft() {
    return left;
  }

  int paddle() {
    return paddle;
  }

  int ballX() {
    return ballX;
  }

  int ballY() {
    return ballY;
  }

  int velocityX() {
    return velocityX;
  }

  int velocityY() {
    return velocityY;
  }

  @Override
  int color(int grey) {
    return switch (grey) {
      case 220 -> 0xd04848;
      case 190 -> 0xd08840;
      case 160 -> 0xc8b840;
      case 130 -> 0x50a050;
      case PADDLE_GREY -> 0x4890e0;
      case BALL_GREY -> 0xf0f0f0;
      case BORDER_GREY -> 0x808890;
      default -> 0x080810;
    };
  }
}
