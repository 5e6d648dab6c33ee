package io.github.ascent4j.core.result;

/** What the numbers that an environment names are called among the figures of a training. */
public final class InfoFigures {
  private static final String PREFIX = "info/";
  private static final String FINAL = "_final";

  private InfoFigures() {}

  /** The mean of a number over steps. */
  public static String mean(String name) {
    return PREFIX + name;
  }

  /** What the last step of an episode said, or the mean of that over episodes. */
  public static String last(String name) {
    return PREFIX + name + FINAL;
  }

  /** Whether a figure is {@link #last} of a number. */
  public static boolean isLast(String figure) {
    return figure.startsWith(PREFIX)
        && figure.endsWith(FINAL)
        && figure.length() > PREFIX.length() + FINAL.length();
  }

  /** The name of the number that a figure is {@link #last} of. */
  public static String nameOfLast(String figure) {
    return figure.substring(PREFIX.length(), figure.length() - FINAL.length());
  }
}
