package io.github.ascent4j.core.engine;

/** Which part of a network a pass or a step is for. */
public enum Part {
  /** Actor and critic together. */
  ALL,
  /** Everything but the critic's own layers. */
  ACTOR,
  /** The critic's own layers; a network without a shared trunk has nothing else in its way. */
  CRITIC
}
