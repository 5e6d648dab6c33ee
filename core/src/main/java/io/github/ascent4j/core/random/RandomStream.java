package io.github.ascent4j.core.random;

/**
 * The independent generators that are drawn from with one seed. Each is for one purpose, so that
 * what is drawn for one changes nothing of another. Numbers are in the bits of every result: none
 * may change or serve twice.
 */
public enum RandomStream {
  /** Fresh parameters. */
  INITIALIZATION(0),
  /** Actions of rollouts. */
  ACTING(1),
  /** Order of samples in an update. */
  SHUFFLING(2),
  /** Seeds of rollouts that start anew. */
  STARTING(3),
  /** Actions that somebody asks an agent for. */
  ASKING(4),
  /** Actions of evaluation episodes, apart from a training of the same seed. */
  EVALUATION(100),
  /** Actions of episodes that are watched. */
  SCREENING(101);

  private final long number;

  RandomStream(long number) {
    this.number = number;
  }

  /** The generator of this stream. */
  public TrainingRandom of(long seed) {
    return new TrainingRandom(seed, number);
  }
}
