package io.github.ascent4j.cli.text;

import java.io.PrintWriter;

/** Prints what it is given as {@link VisibleText}. */
public final class VisibleWriter extends PrintWriter {
  /**
   * @param out where it goes; its own errors are those of this
   */
  public VisibleWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(int c) {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int start, int length) {
    write(new String(text, start, length));
  }

  @Override
  public void write(String text, int start, int length) {
    String visible = VisibleText.of(text.substring(start, start + length));
    super.write(visible, 0, visible.length());
  }
}
