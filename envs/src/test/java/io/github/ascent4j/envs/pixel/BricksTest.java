package io.github.ascent4j.envs.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BricksTest {
  /** Bottom of the wall. */
  private static final int WALL_BOTTOM = Bricks.WALL_TOP + Bricks.ROWS * Bricks.BRICK_HEIGHT;

  private final Bricks game = started(1);

  private static Bricks started(int ticksPerStep) {
    Bricks game = new Bricks(4, 0, ticksPerStep);
    game.start(new Pcg64(3));
    return game;
  }

  private double step(int action) {
    return game.step(new float[] {action}, 0);
  }

  @Test
  void gameStartsWithAWholeWallAndAFallingBall() {
    assertThat(game.bricksLeft()).isEqualTo(32);
    assertThat(game.velocityY()).isEqualTo(2);
    assertThat(game.ballY()).isGreaterThan(WALL_BOTTOM);
    assertThat(game.paddle()).isEqualTo(34);
  }

  @Test
  void touchedBrickIsGoneAndEarnsOneAndTurnsTheBall() {
    game.place(14, WALL_BOTTOM, 1, -2);
    assertThat(step(0)).isEqualTo(1);
    assertThat(game.stands(3, 1)).isFalse();
    assertThat(game.bricksLeft()).isEqualTo(31);
    assertThat(game.velocityY()).isEqualTo(2);
    assertThat(game.velocityX()).isEqualTo(1);
    assertThat(game.ballY()).isEqualTo(WALL_BOTTOM);
  }

  @Test
  void ballBetweenTwoBricksBreaksBoth() {
    game.place(20, WALL_BOTTOM, 1, -2);
    assertThat(step(0)).isEqualTo(2);
    assertThat(game.stands(3, 1)).isFalse();
    assertThat(game.stands(3, 2)).isFalse();
  }

  @Test
  void brickMetFromTheSideTurnsTheBallAside() {
    game.remove(3, 0);
    game.place(8, WALL_BOTTOM - 4, 2, -1);
    assertThat(step(0)).isEqualTo(1);
    assertThat(game.stands(3, 1)).isFalse();
    assertThat(game.velocityX()).isEqualTo(-2);
    assertThat(game.velocityY()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"3, -2, 3, 2", "78, 2, 78, -2", "2, -1, 3, 1"})
  void sidesTurnTheBall(int x, int velocity, int newX, int newVelocity) {
    game.place(x, 50, velocity, 2);
    step(0);
    assertThat(game.ballX()).isEqualTo(newX);
    assertThat(game.velocityX()).isEqualTo(newVelocity);
    assertThat(game.velocityY()).isEqualTo(2);
  }

  @Test
  void ceilingTurnsTheBall() {
    game.place(40, 3, 1, -2);
    step(0);
    assertThat(game.ballY()).isEqualTo(3);
    assertThat(game.velocityY()).isEqualTo(2);
  }

  /** The paddle stands from 34 to 49; the ball's middle is right of its left side by one. */
  @ParameterizedTest
  @CsvSource({"32, -2", "35, -2", "37, -1", "40, -1", "41, 1", "44, 1", "45, 2", "48, 2"})
  void placeOnThePaddleDecidesHowTheBallGoesUp(int x, int velocity) {
    game.place(x + 1, 72, -1, 2);
    step(0);
    assertThat(game.ballX()).isEqualTo(x);
    assertThat(game.velocityY()).isEqualTo(-2);
    assertThat(game.velocityX()).isEqualTo(velocity);
    assertThat(game.terminated()).isFalse();
  }

  @Test
  void missedBallEndsTheEpisode() {
    game.place(60, 72, 1, 2);
    int steps = 0;
    while (!game.terminated()) {
      assertThat(step(0)).isZero();
      steps++;
    }
    assertThat(steps).isEqualTo(5);
  }

  @Test
  void wallStandsAgainWhenThePaddleNextMeetsTheBall() {
    for (int row = 0; row < Bricks.ROWS; row++) {
      for (int column = 0; column < Bricks.COLUMNS; column++) {
        game.remove(row, column);
      }
    }
    game.place(40, 60, 1, 2);
    step(0);
    assertThat(game.bricksLeft()).isZero();
    game.place(40, 72, 1, 2);
    step(0);
    assertThat(game.bricksLeft()).isEqualTo(32);
  }

  @Test
  void paddleStaysBetweenTheSides() {
    for (int t = 0; t < 30; t++) {
      game.place(40, 50, 1, -2);
      step(PixelGame.LEFT);
    }
    assertThat(game.paddle()).isEqualTo(2);
    for (int t = 0; t < 40; t++) {
      game.place(40, 50, 1, -2);
      step(PixelGame.RIGHT);
    }
    assertThat(game.paddle()).isEqualTo(66);
  }

  @Test
  void aStepIsSeveralTicks() {
    Bricks slow = started(4);
    slow.place(40, 60, 1, 2);
    slow.step(new float[] {PixelGame.LEFT}, 0);
    assertThat(slow.ballX()).isEqualTo(44);
    assertThat(slow.ballY()).isEqualTo(68);
    assertThat(slow.paddle()).isEqualTo(22);
  }

  @Test
  void playerThatReckonsNeverMissesAndARandomOneSoon() {
    Bricks usual = new Bricks(4, 0, 4);
    double[] steps = {0};
    double skilled =
        Play.meanReturn(
            usual,
            1000,
            20,
            game -> {
              steps[0]++;
              return Play.keepTheBall(game, 4);
            });
    assertThat(steps[0]).isEqualTo(20 * 1000);
    assertThat(skilled).isGreaterThan(50);
    assertThat(Play.meanReturn(usual, 1000, 1000, Play.random(3))).isBetween(0.2, 0.6);
  }
}
