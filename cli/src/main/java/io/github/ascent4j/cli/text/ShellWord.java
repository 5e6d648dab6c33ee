package io.github.ascent4j.cli.text;

/** Words of a line that a message tells to type. */
public final class ShellWord {
  private ShellWord() {}

  /** The text as a shell takes it for one word, whatever is in it. */
  public static String of(Object text) {
    String word = text.toString();
    return word.matches("[\\w%+,./:=@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
