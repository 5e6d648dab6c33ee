package io.github.ascent4j.policy.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Files of known numbers in {@code /golden} on the class path, for tests that are annotated with
 * {@link ReadsGolden}. A key or an element that is not there is an error.
 */
public final class GoldenFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().nodeFactory(new StrictJson()).build();

  private GoldenFile() {}

  /** The contents of a file, all of which the test class has to read. */
  public static JsonNode read(String file) {
    JsonNode json = GoldenReading.current().file(file);
    GoldenReading.current().take(json, file);
    return json;
  }

  /** The files of a folder by name, as {@code folder/name}. */
  public static List<String> list(String folder) {
    try {
      Path path =
          Path.of(
              Objects.requireNonNull(GoldenFile.class.getResource("/golden/" + folder)).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parse(String file) {
    try (InputStream raw =
            Objects.requireNonNull(
                GoldenFile.class.getResourceAsStream("/golden/" + file), "no golden file " + file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
