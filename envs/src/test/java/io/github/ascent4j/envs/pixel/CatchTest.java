package io.github.ascent4j.envs.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import org.junit.jupiter.api.Test;

class CatchTest {
  private static final int STEPS = Catch.DROPS * Catch.FALL_STEPS;

  private final Catch game = new Catch(4, 0);

  @Test
  void dropOverTheBasketEarnsOneAtTheNinthStep() {
    int caught = 0;
    int missed = 0;
    Pcg64 generator = new Pcg64(0);
    for (int episode = 0; episode < 50; episode++) {
      game.start(generator);
      int middle = game.dropLeft() + Catch.DROP_SIZE / 2;
      boolean above = middle >= 34 && middle < 34 + Catch.BASKET_WIDTH;
      for (int t = 1; t < Catch.FALL_STEPS; t++) {
        assertThat(game.step(new float[1], 0)).isZero();
      }
      assertThat(game.step(new float[1], 0)).isEqualTo(above ? 1 : 0);
      caught += above ? 1 : 0;
      missed += above ? 0 : 1;
    }
    assertThat(caught).isPositive();
    assertThat(missed).isPositive();
  }

  @Test
  void basketStaysInThePicture() {
    game.start(new Pcg64(0));
    for (int t = 0; t < 12; t++) {
      game.step(new float[] {PixelGame.LEFT}, 0);
    }
    assertThat(game.basket()).isZero();
    for (int t = 0; t < 12; t++) {
      game.step(new float[] {PixelGame.RIGHT}, 0);
    }
    assertThat(game.basket()).isEqualTo(68);
  }

  @Test
  void playerBelowTheDropCatchesAllOfThem() {
    assertThat(Play.meanReturn(game, STEPS, 200, Play::catchDrops)).isEqualTo(Catch.DROPS);
  }

  @Test
  void randomPlayerCatchesAFifth() {
    assertThat(Play.meanReturn(game, STEPS, 1000, Play.random(3))).isBetween(1.7, 2.3);
  }
}
