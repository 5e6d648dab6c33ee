package io.github.ascent4j.cli.text;

import java.util.HexFormat;
import java.util.List;

/*
 * Design. A character that shows nothing but does something (a control character, of the first set or
 * the second, a mark that turns the direction of writing, one of no width, a line's end that is no
 * newline, half of a pair) is written as JSON writes it. So what is printed shows that it was there,
 * and JSON whose strings have some stays the same JSON.
 */

/** Text without anything that steers a terminal, and not too much of it. */
public final class VisibleText {
  private static final int MOST_OF_A_MESSAGE = 700;
  private static final int MOST_LINES = 4;
  private static final String GAP = " [...] ";

  private VisibleText() {}

  /** The text with every character visible but newlines and tabs. */
  public static String of(String text) {
    return visible(text, "\n\t");
  }

  /**
   * The text in one line.
   *
   * @param most characters, of which the middle ones are left out where there are more
   */
  public static String line(String text, int most) {
    return shortened(visible(shortened(text, most), ""), most);
  }

  /**
   * A message: a few lines, with its beginning and its end, which says what to do.
   *
   * @param text may be of any length, and hold anything
   */
  public static String message(String text) {
    List<String> lines = of(shortened(text, MOST_OF_A_MESSAGE)).lines().toList();
    if (lines.size() > MOST_LINES) {
      int half = MOST_LINES / 2;
      lines =
          List.of(
              String.join("\n", lines.subList(0, half)) + GAP.stripTrailing(),
              String.join("\n", lines.subList(lines.size() - half, lines.size())));
    }
    return shortened(String.join("\n", lines), MOST_OF_A_MESSAGE);
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most / 3;
    int start = most - end - GAP.length();
    return text.substring(0, start) + GAP + text.substring(text.length() - end);
  }

  private static String visible(String text, String kept) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (kept.indexOf(c) >= 0 || shows(c)) {
                out.appendCodePoint(c);
              } else {
                for (char half : Character.toChars(c)) {
                  out.append("\\u").append(HexFormat.of().toHexDigits(half));
                }
              }
            });
    return out.toString();
  }

  private static boolean shows(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
