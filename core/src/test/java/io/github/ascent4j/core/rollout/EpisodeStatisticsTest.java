package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.environment.StateBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpisodeStatisticsTest {
  @Test
  void beforeTheFirstEndThereIsNoMean() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    statistics.step(0, 1, false);
    assertThat(statistics.episodes()).isZero();
    assertThat(statistics.meanReturn()).isNaN();
    assertThat(statistics.meanLength()).isNaN();
  }

  @Test
  void returnsAndLengthsAreThoseOfEachEnvironment() {
    EpisodeStatistics statistics = new EpisodeStatistics(2);
    statistics.step(0, 1, false);
    statistics.step(1, 10, true);
    statistics.step(0, 2, true);
    assertThat(statistics.episodes()).isEqualTo(2);
    assertThat(statistics.meanReturn()).isEqualTo((3 + 10) / 2.0);
    assertThat(statistics.meanLength()).isEqualTo((2 + 1) / 2.0);
  }

  /** Of the returns 1 to 150 the last hundred, 51 to 150, have the mean 100.5. */
  @Test
  void meansAreOverTheLastHundredEpisodes() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    for (int i = 1; i <= 150; i++) {
      statistics.step(0, i, true);
    }
    assertThat(statistics.episodes()).isEqualTo(150);
    assertThat(statistics.windowSize()).isEqualTo(100);
    assertThat(statistics.meanReturn()).isEqualTo(100.5);
  }

  /** Rewards 1, 0, 2 at a discount of 0.5: 1 + 0 + 2 / 4 = 1.5. */
  @Test
  void anEpisodeIsSummedUpWithItsDiscountedReturnAndRewardsThatAreNotZero() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    statistics.keepFinished(0.5);
    for (int episode = 0; episode < 2; episode++) {
      statistics.step(0, 1, false);
      statistics.step(0, 0, false);
      statistics.step(0, 2, true);
    }
    assertThat(statistics.last())
        .containsExactly(
            new EpisodeSummary(1, 3, 3, 3, 2, 1.5), new EpisodeSummary(2, 6, 3, 3, 2, 1.5));
  }

  @Test
  void finishedEpisodesAreTakenOnceHoweverMany() {
    EpisodeStatistics statistics = new EpisodeStatistics(2);
    statistics.keepFinished(1);
    assertThat(statistics.takeFinished()).isEmpty();
    for (int i = 1; i <= 150; i++) {
      statistics.step(0, i, true);
      statistics.step(1, 0, false);
    }
    List<EpisodeSummary> taken = statistics.takeFinished();
    assertThat(taken).hasSize(150);
    assertThat(taken.getFirst()).isEqualTo(new EpisodeSummary(1, 1, 1, 1, 1, 1));
    assertThat(taken.getLast()).isEqualTo(new EpisodeSummary(150, 299, 150, 1, 1, 150));
    assertThat(statistics.takeFinished()).isEmpty();
    statistics.step(1, 0, true);
    assertThat(statistics.takeFinished())
        .containsExactly(new EpisodeSummary(151, 301, 0, 151, 0, 0));
    assertThat(statistics.last()).hasSize(100);
    assertThat(statistics.last().getFirst().number()).isEqualTo(52);
  }

  @Test
  void episodesThatAreBrokenOffAreForgotten() {
    EpisodeStatistics statistics = new EpisodeStatistics(1);
    statistics.keepFinished(0.5);
    statistics.step(0, 8, false);
    statistics.restart();
    statistics.step(0, 2, true);
    assertThat(statistics.last()).containsExactly(new EpisodeSummary(1, 2, 2, 1, 1, 2));
  }

  @Test
  void restoredStatisticsGoOnInTheMiddleOfAnEpisode() throws IOException {
    EpisodeStatistics original = new EpisodeStatistics(2);
    original.keepFinished(0.9);
    for (int i = 0; i < 250; i++) {
      original.step(i % 2, i, i % 3 == 0);
    }
    original.takeFinished();
    EpisodeStatistics restored = new EpisodeStatistics(2);
    restored.keepFinished(0.9);
    StateBytes.read(StateBytes.of(original::save), restored::restore);
    for (EpisodeStatistics statistics : new EpisodeStatistics[] {original, restored}) {
      statistics.step(0, 5, true);
      statistics.step(1, 7, true);
    }
    assertThat(restored.episodes()).isEqualTo(original.episodes());
    assertThat(restored.meanReturn()).isEqualTo(original.meanReturn());
    assertThat(restored.meanLength()).isEqualTo(original.meanLength());
    assertThat(restored.last()).isEqualTo(original.last());
    assertThat(restored.takeFinished()).isEqualTo(original.takeFinished()).hasSize(2);
  }

  @Test
  void anotherNumberOfEnvironmentsIsRefused() throws IOException {
    byte[] saved = StateBytes.of(new EpisodeStatistics(2)::save);
    assertThatThrownBy(() -> StateBytes.read(saved, new EpisodeStatistics(3)::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of 2 environments do not fit 3");
  }
}
