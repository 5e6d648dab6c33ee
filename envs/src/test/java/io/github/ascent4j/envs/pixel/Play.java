package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.function.ToIntFunction;

/** Plays whole episodes of a game and adds up what they earn. */
final class Play {
  private Play() {}

  /** The mean return of {@code episodes} episodes that last {@code limit} steps at most. */
  static <G extends PixelGame> double meanReturn(
      G game, int limit, int episodes, ToIntFunction<? super G> player) {
    Pcg64 generator = new Pcg64(0);
    double total = 0;
    for (int episode = 0; episode < episodes; episode++) {
      game.start(generator);
      float[] action = new float[1];
      for (int t = 0; t < limit && !game.terminated(); t++) {
        action[0] = player.applyAsInt(game);
        total += game.step(action, 0);
      }
    }
    return total / episodes;
  }

  /** Takes each of {@code actions} actions equally often. */
  static ToIntFunction<PixelGame> random(int actions) {
    Pcg64 generator = new Pcg64(1);
    return game -> generator.integers(0, actions);
  }

  /** Stands below the drop. */
  static int catchDrops(Catch game) {
    int middle = game.dropLeft() + Catch.DROP_SIZE / 2;
    return towards(game.basket() + Catch.BASKET_WIDTH / 2 - middle, Catch.BASKET_WIDTH / 4);
  }

  /** Reckons where the ball comes down, and is there with the middle of the paddle. */
  static int keepTheBall(Bricks game, int ticksPerStep) {
    int middle = landing(game) + Bricks.BALL_SIZE / 2;
    int reach = 3 * ticksPerStep;
    return towards(game.paddle() + Bricks.PADDLE_WIDTH / 2 - middle, (reach + 1) / 2);
  }

  /** Where the ball is when it reaches the paddle's height, or below it now where it rises. */
  private static int landing(Bricks game) {
    if (game.velocityY() < 0) {
      return game.ballX();
    }
    int span = Pictures.SIDE - 2 * Bricks.BORDER - Bricks.BALL_SIZE;
    int ticks = Math.floorDiv(Bricks.PADDLE_TOP - Bricks.BALL_SIZE + 2 - game.ballY(), 2);
    int place = game.ballX() - Bricks.BORDER + ticks * game.velocityX();
    int unfolded = Math.floorMod(place, 2 * span);
    return Bricks.BORDER + Math.min(unfolded, 2 * span - unfolded);
  }

  /** The move that makes {@code tooFarRight} nearer to 0. */
  private static int towards(int tooFarRight, int tolerance) {
    if (Math.abs(tooFarRight) <= tolerance) {
      return PixelGame.STAY;
    }
    return tooFarRight > 0 ? PixelGame.LEFT : PixelGame.RIGHT;
  }
}
