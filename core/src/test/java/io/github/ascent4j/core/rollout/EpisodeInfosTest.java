package io.github.ascent4j.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.environment.StateBytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What steps say beside their rewards, by episode. */
class EpisodeInfosTest {
  private static final double NONE = Double.NaN;

  private final double[] infos = new double[4];
  private final EpisodeStatistics statistics = new EpisodeStatistics(2, List.of("x", "y"), infos);

  private void step(int b, double x, double y, boolean ended) {
    infos[2 * b] = x;
    infos[2 * b + 1] = y;
    statistics.step(b, 0, ended);
  }

  @Test
  void meansAreOverTheStepsAndTheEndsOfEpisodesThatHaveEnded() {
    statistics.keepFinished(1);
    step(0, 1, NONE, false);
    step(1, 100, 100, false);
    assertThat(statistics.infoFigures())
        .containsExactly(
            Map.entry("info/x", NONE),
            Map.entry("info/x_final", NONE),
            Map.entry("info/y", NONE),
            Map.entry("info/y_final", NONE));
    step(0, 3, 5, true);
    step(0, 8, NONE, true);
    // x: (1 + 3 + 8) / 3 and (3 + 8) / 2; y: 5 and 5.
    assertThat(statistics.infoFigures())
        .containsExactly(
            Map.entry("info/x", 4.0),
            Map.entry("info/x_final", 5.5),
            Map.entry("info/y", 5.0),
            Map.entry("info/y_final", 5.0));
    List<EpisodeSummary> taken = statistics.takeFinished();
    assertThat(taken)
        .extracting(EpisodeSummary::infos)
        .containsExactly(Map.of("x", 3.0, "y", 5.0), Map.of("x", 8.0, "y", NONE));
    assertThat(taken.getFirst().infos().keySet()).containsExactly("x", "y");
    assertThat(statistics.last()).isEqualTo(taken);
  }

  @Test
  void aRestartForgetsTheRunningEpisodes() {
    step(0, 100, 100, false);
    statistics.restart();
    step(0, 2, 4, true);
    assertThat(statistics.infoFigures()).containsEntry("info/x", 2.0).containsEntry("info/y", 4.0);
  }

  @Test
  void theLastHundredEpisodesCountAndAllThatEndedAreTaken() {
    statistics.keepFinished(1);
    for (int i = 0; i < 250; i++) {
      step(0, i, 1, true);
    }
    assertThat(statistics.infoFigures()).containsEntry("info/x", (150 + 249) / 2.0);
    assertThat(statistics.takeFinished())
        .extracting(e -> e.infos().get("x"))
        .hasSize(250)
        .startsWith(0.0, 1.0)
        .endsWith(249.0);
  }

  private static Map<String, Double> resumed(EpisodeStatistics from, EpisodeStatistics to)
      throws IOException {
    StateBytes.read(StateBytes.of(from::save), to::restore);
    StateBytes.read(StateBytes.of(from::saveInfos), to::restoreInfos);
    return to.infoFigures();
  }

  @Test
  void whatWasSaidIsRestoredByNameInTheMiddleOfAnEpisode() throws IOException {
    step(1, 1, 2, true);
    step(0, 3, 4, false);
    double[] swapped = new double[6];
    EpisodeStatistics other = new EpisodeStatistics(2, List.of("y", "new", "x"), swapped);
    assertThat(resumed(statistics, other))
        .containsEntry("info/x", 1.0)
        .containsEntry("info/y_final", 2.0)
        .containsEntry("info/new", NONE);
    swapped[0] = 8;
    swapped[1] = 9;
    swapped[2] = 7;
    other.step(0, 0, true);
    step(0, 7, 8, true);
    assertThat(other.infoFigures())
        .containsEntry("info/new", 9.0)
        .containsAllEntriesOf(statistics.infoFigures());
    assertThat(resumed(statistics, new EpisodeStatistics(2))).isEmpty();
  }

  /** As of a training that was saved before its environment said anything. */
  @Test
  void episodesThatSaidNothingCountNowhere() throws IOException {
    EpisodeStatistics silent = new EpisodeStatistics(2);
    silent.step(0, 1, true);
    StateBytes.read(StateBytes.of(silent::save), statistics::restore);
    assertThat(statistics.infoFigures()).containsEntry("info/x", NONE);
    assertThat(statistics.last().getFirst().infos()).containsEntry("x", NONE);
    step(0, 3, 4, true);
    assertThat(statistics.infoFigures()).containsEntry("info/x", 3.0);
    assertThat(resumed(silent, new EpisodeStatistics(2))).isEmpty();
    assertThat(silent.hasInfos()).isFalse();
  }

  @Test
  void statesThatDoNotFitAreRefused() throws IOException {
    byte[] saved = StateBytes.of(statistics::saveInfos);
    EpisodeStatistics three = new EpisodeStatistics(3, List.of("x"), new double[3]);
    assertThatThrownBy(() -> StateBytes.read(saved, three::restoreInfos))
        .isInstanceOf(IOException.class)
        .hasMessage("infos of 2 environments do not fit 3");
    byte[] many = saved.clone();
    many[1] = 1;
    assertThatThrownBy(() -> StateBytes.read(many, statistics::restoreInfos))
        .hasMessageContaining("infos of 65538 names");
  }
}
