package io.github.ascent4j.environment.check;

/** Episodes one after another on one instance, call by call. */
final class EpisodeSequence {
  private final EnvironmentPlay play;
  private final long seed;
  private int episode;
  private boolean begun;

  /**
   * @param seed of the first episode; the others count up from it
   */
  EpisodeSequence(EnvironmentPlay play, long seed) {
    this.play = play;
    this.seed = seed;
  }

  /** Starts an episode where none is running, or takes a step. */
  void advance() {
    if (play.running() && begun) {
      play.advance();
    } else {
      begun = true;
      play.begin(seed + episode, episode);
      episode++;
    }
  }

  /** Goes on until {@code trace} holds that many answers, or time is up. */
  void fill(Trace trace, int entries, Watch watch) {
    while (trace.entries() < entries && !watch.late()) {
      advance();
    }
  }
}
