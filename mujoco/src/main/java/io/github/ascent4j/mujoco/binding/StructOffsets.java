package io.github.ascent4j.mujoco.binding;

import io.github.ascent4j.environment.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where one release of MuJoCo keeps its fields. The structs change with almost every release, and a
 * wrong offset reads another field without any error: so releases that are not in the table are
 * refused.
 */
public final class StructOffsets {
  private static final SortedMap<Integer, StructOffsets> TABLE = read();

  private final int version;
  private final Map<String, Integer> bytes;

  private StructOffsets(int version, Map<String, Integer> bytes) {
    this.version = version;
    this.bytes = bytes;
  }

  /** All releases known, by the number that {@code mj_version()} answers. */
  public static SortedMap<Integer, StructOffsets> table() {
    return TABLE;
  }

  /**
   * The offsets of a release.
   *
   * @param library where it was found, for the message
   * @throws EnvironmentException if the release is not in the table
   */
  public static StructOffsets of(int version, String library) {
    StructOffsets found = TABLE.get(version);
    if (found == null) {
      throw new EnvironmentException(
          "MuJoCo "
              + name(version)
              + " ("
              + library
              + ") is not a release whose memory layout is known here; install one of "
              + TABLE.keySet().stream().map(StructOffsets::name).collect(Collectors.joining(", "))
              + " and set ASCENT_MUJOCO to the path of its library");
    }
    return found;
  }

  /** A release as people write it: 222 is 2.2.2 and 3005000 is 3.5.0. */
  public static String name(int version) {
    return version < 1_000_000
        ? version / 100 + "." + version / 10 % 10 + "." + version % 10
        : version / 1_000_000 + "." + version / 1000 % 1000 + "." + version % 1000;
  }

  public int version() {
    return version;
  }

  /** A size, or the offset of a field such as {@code d.qpos}, in bytes. */
  public int bytes(String field) {
    Integer offset = bytes.get(field);
    if (offset == null) {
      throw new IllegalArgumentException("the table of MuJoCo's structs has no " + field);
    }
    return offset;
  }

  private static SortedMap<Integer, StructOffsets> read() {
    SortedMap<Integer, StructOffsets> table = new TreeMap<>();
    try (InputStream in = StructOffsets.class.getResourceAsStream("struct-offsets.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] columns = line.split(" ");
          Map<String, Integer> bytes = new HashMap<>();
          for (int i = 1; i < columns.length; i++) {
            String[] pair = columns[i].split("=");
            bytes.put(pair[0], Integer.parseInt(pair[1]));
          }
          int version = Integer.parseInt(columns[0]);
          table.put(version, new StructOffsets(version, Map.copyOf(bytes)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableSortedMap(table);
  }
}
