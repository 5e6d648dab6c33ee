package io.github.ascent4j.core.result;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Design. Whoever writes rows does so at intervals of its own, so each remembers up to which record it
 * has written, and a number goes to everybody's next row once. Those who write rows are known by the
 * order in which they ask, which is that of the callbacks: so what they remember can be saved, and a
 * resumed training writes the rows of one that was never interrupted.
 */

/** Numbers that callbacks record by name, on their way to the rows of loggers. */
public final class RecordedFigures {
  /** A name is to be the same each time; with more of them a table has no reader. */
  private static final int MOST_NAMES = 1000;

  private static final int MOST_WRITERS = 1000;

  /** What can be a column of a table and be printed. */
  private static final Pattern NAME = Pattern.compile("[\\p{IsL}\\p{IsNd}!#-+\\--~]{1,100}");

  private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{IsL}\\p{IsNd} -~]");

  /** What the names of the library's own figures begin with. */
  private static final List<String> OWN_PREFIXES =
      List.of("time/", "rollout/", "train/", "info/", "Diagnostics/");

  /** What a line of JSON calls the steps. */
  private static final String STEP = "step";

  /**
   * A number that was recorded.
   *
   * @param count of all records, with it
   */
  private record Entry(double value, long count) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Rows> writers = new ArrayList<>();

  /** Up to which record those who write rows had written when this was saved, in their order. */
  private final List<Long> restored = new ArrayList<>();

  private long count;
  private long restoredCount;

  /** Somebody who writes rows. */
  public final class Rows {
    private long written;

    private Rows(long written) {
      this.written = written;
    }

    /**
     * Adds what was recorded since the last call to a row: of each name the last value.
     *
     * @throws IllegalArgumentException if the row has a figure of such a name already
     */
    public void addTo(Map<String, Double> row) {
      if (written == count) {
        return;
      }
      entries.forEach(
          (name, entry) -> {
            if (entry.count > written && row.putIfAbsent(name, entry.value) != null) {
              throw new IllegalArgumentException(
                  "a callback has recorded '"
                      + name
                      + "', which is the name of a figure of the training; give it another one");
            }
          });
      written = count;
    }
  }

  /**
   * Records a number for the next row.
   *
   * @param name letters, digits and signs, without a space, a comma or a quotation mark
   * @param value NaN where there is none
   * @throws IllegalArgumentException if the name is not such a one, or one of the library's own
   */
  public void record(String name, double value) {
    if (!entries.containsKey(name)) {
      String wrong = complaint(name);
      if (wrong != null) {
        throw new IllegalArgumentException("a number cannot be recorded: " + wrong);
      }
      if (entries.size() == MOST_NAMES) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' cannot be recorded beside "
                + MOST_NAMES
                + " other names; use the same names each time");
      }
    }
    entries.put(name, new Entry(value, ++count));
  }

  private static @Nullable String complaint(String name) {
    if (!NAME.matcher(name).matches()) {
      return "its name '"
          + NOT_PLAIN.matcher(name).replaceAll("?")
          + "' is to have 1 to 100 letters, digits and signs, without spaces, commas and quotation"
          + " marks";
    }
    for (String prefix : OWN_PREFIXES) {
      if (name.startsWith(prefix)) {
        return "names that begin with "
            + prefix
            + " are those of the library's own figures; give '"
            + name
            + "' a beginning of its own, such as my/"
            + name.substring(prefix.length());
      }
    }
    return name.equals(STEP) ? "'step' is what logs call the steps; give it another name" : null;
  }

  /** For one who writes rows; each asks once, when the training starts or resumes. */
  public Rows rows() {
    int place = writers.size();
    Rows rows = new Rows(place < restored.size() ? restored.get(place) : restoredCount);
    writers.add(rows);
    return rows;
  }

  /** Whether anything was ever recorded. */
  public boolean any() {
    return count > 0;
  }

  /** Writes what is still on its way. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeInt(entries.size());
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeDouble(entry.getValue().value);
      out.writeLong(entry.getValue().count);
    }
    int known = Math.max(writers.size(), restored.size());
    out.writeInt(known);
    for (int i = 0; i < known; i++) {
      out.writeLong(i < writers.size() ? writers.get(i).written : restored.get(i));
    }
  }

  /**
   * Takes over what {@link #save} wrote; to be called before anybody asks for rows.
   *
   * @throws IOException if the data are no such state
   */
  public void restore(DataInput in) throws IOException {
    count = in.readLong();
    restoredCount = count;
    int names = size(in.readInt(), MOST_NAMES, "names");
    for (int i = 0; i < names; i++) {
      String name = in.readUTF();
      String wrong = complaint(name);
      if (wrong != null) {
        throw new IOException("a recorded number: " + wrong);
      }
      entries.put(name, new Entry(in.readDouble(), in.readLong()));
    }
    int known = size(in.readInt(), MOST_WRITERS, "writers of rows");
    for (int i = 0; i < known; i++) {
      restored.add(in.readLong());
    }
  }

  private static int size(int size, int most, String what) throws IOException {
    if (size < 0 || size > most) {
      throw new IOException("recorded numbers of " + size + " " + what);
    }
    return size;
  }
}
