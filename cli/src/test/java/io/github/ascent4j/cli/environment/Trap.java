package io.github.ascent4j.cli.environment;

/** Does something as soon as it is initialised, and is no environment. */
public final class Trap {
  static final String SPRUNG = "trap.sprung";

  static {
    System.setProperty(SPRUNG, "true");
  }
}
