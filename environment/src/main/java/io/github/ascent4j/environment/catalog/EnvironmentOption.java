package io.github.ascent4j.environment.catalog;

/**
 * One thing that can be chosen of an environment.
 *
 * @param name as a user writes it, for example {@code wind_power}
 * @param defaultValue what holds where the user says nothing; empty if it has to be said
 * @param description what it does and which values there are, in one line
 * @param reach what a value can lead to
 */
public record EnvironmentOption(String name, String defaultValue, String description, Reach reach) {

  /** What the value of an option can lead to, beside another task. */
  public enum Reach {
    /**
     * Nothing: it is a number, a flag or a word of the environment's own. These alone may be chosen
     * by a file that comes from elsewhere.
     */
    NONE,
    /** A file is opened, by its path. */
    FILE,
    /** Classes are loaded, of folders and jars as {@code java} takes them. */
    CLASS_PATH,
    /** A program is run, by its path or by a name that is looked for on the {@code PATH}. */
    PROGRAM,
    /** Nobody has said that it is less. */
    ANYTHING
  }

  /** An option whose values can lead to anything. */
  public EnvironmentOption(String name, String defaultValue, String description) {
    this(name, defaultValue, description, Reach.ANYTHING);
  }

  /** An option whose values are numbers, flags or words of the environment's own. */
  public static EnvironmentOption plain(String name, String defaultValue, String description) {
    return new EnvironmentOption(name, defaultValue, description, Reach.NONE);
  }
}
