package io.github.ascent4j.envs.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final int DELAY = 6;
  private static final int STEPS = Recall.QUESTIONS * Recall.roundSteps(DELAY);

  @Test
  void playerThatRemembersIsAlwaysRight() {
    assertThat(Play.meanReturn(new Recall(1, DELAY), STEPS, 100, Recall::lamp))
        .isEqualTo(Recall.QUESTIONS);
  }

  /** The question looks the same whatever the answer is, so one answer to it is all there is. */
  @Test
  void noPlayerWithoutMemoryIsRightMoreThanOnceInFour() {
    for (int answer = 0; answer < Recall.LAMPS; answer++) {
      int fixed = answer;
      assertThat(Play.meanReturn(new Recall(1, DELAY), STEPS, 2000, game -> fixed))
          .isBetween(1.2, 1.3);
    }
  }

  @Test
  void questionsLookTheSameWhateverTheAnswerEvenInAStack() {
    Recall game = new Recall(DELAY, DELAY);
    Set<String> questions = new HashSet<>();
    Set<Integer> answers = new HashSet<>();
    byte[] seen = new byte[DELAY * Pictures.SIZE];
    game.start(new Pcg64(0));
    for (int t = 0; t < 50 * Recall.roundSteps(DELAY); t++) {
      if (game.asks()) {
        game.observe(new float[0], 0, seen, 0);
        questions.add(Arrays.toString(seen));
        answers.add(game.lamp());
      }
      game.step(new float[1], 0);
    }
    assertThat(answers).hasSize(Recall.LAMPS);
    assertThat(questions).hasSize(1);
  }

  @Test
  void lampShinesTwiceThenAllIsDarkThenTheQuestionIsAsked() {
    Recall game = new Recall(1, 3);
    game.start(new Pcg64(5));
    int[] bright = new int[6];
    for (int t = 0; t < bright.length; t++) {
      for (int pixel = 0; pixel < Pictures.SIZE; pixel++) {
        bright[t] += game.pictures.grey(pixel) == 255 ? 1 : 0;
      }
      assertThat(game.asks()).isEqualTo(t == 5);
      game.step(new float[1], 0);
    }
    assertThat(bright).containsExactly(256, 256, 0, 0, 0, 0);
  }

  @Test
  void onlyTheAnswerToTheQuestionEarns() {
    Recall game = new Recall(1, 3);
    game.start(new Pcg64(5));
    for (int t = 0; t < 5; t++) {
      assertThat(game.step(new float[] {game.lamp()}, 0)).isZero();
    }
    assertThat(game.step(new float[] {game.lamp()}, 0)).isEqualTo(1);
  }
}
