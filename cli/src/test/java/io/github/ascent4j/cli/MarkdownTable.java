package io.github.ascent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of a Markdown page.
 *
 * @param section the nearest heading of the second level above it
 * @param heading the nearest heading of any level above it
 * @param header its first row
 * @param rows what is below the rule
 */
record MarkdownTable(String section, String heading, Row header, List<Row> rows) {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern BAR = Pattern.compile("\\|(?=(?:[^`]*`[^`]*`)*[^`]*$)");
  private static final Pattern RULE = Pattern.compile("[-:| ]+");

  /**
   * A row.
   *
   * @param line its line in the page, from 1
   */
  record Row(int line, List<String> cells) {}

  /** The tables of a page in order. */
  static List<MarkdownTable> of(String page) {
    List<MarkdownTable> tables = new ArrayList<>();
    String section = "";
    String heading = "";
    boolean inside = false;
    List<String> lines = page.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ ", "");
        section = line.startsWith("## ") ? heading : section;
      }
      if (!line.startsWith("|")) {
        inside = false;
      } else if (!inside) {
        tables.add(new MarkdownTable(section, heading, row(i + 1, line), new ArrayList<>()));
        inside = true;
      } else if (!RULE.matcher(line).matches()) {
        tables.getLast().rows.add(row(i + 1, line));
      }
    }
    return tables;
  }

  private static Row row(int number, String line) {
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    List<String> cells = new ArrayList<>();
    for (String cell : BAR.split(inner, -1)) {
      cells.add(cell.strip());
    }
    return new Row(number, cells);
  }

  /** The code in a cell, span by span. */
  static List<String> spans(String cell) {
    return SPAN.matcher(cell).results().map(m -> m.group(1)).toList();
  }

  /** The column whose header is or contains {@code name}; -1 if there is none. */
  int column(String name) {
    for (int i = 0; i < header.cells.size(); i++) {
      if (header.cells.get(i).contains(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The code of a header cell; empty if it has none. */
  String headerSpan(int column) {
    Matcher span = SPAN.matcher(header.cells.get(column));
    return span.find() ? span.group(1) : "";
  }
}
