package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("one");
    AtomicFile.write(file, out -> out.write("longer".getBytes(StandardCharsets.UTF_8)));
    assertThat(file).hasContent("longer");
    AtomicFile.write(file, new byte[0]);
    assertThat(file).isEmptyFile();
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void failureLeavesTheOldContentAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void interruptedThreadStillWrites() throws IOException {
    Path file = folder.resolve("a.txt");
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, "kept".getBytes(StandardCharsets.UTF_8));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("kept");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void missingFolderAndFolderInPlaceOfFileAreNamed() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/a.txt"), new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its folder does not exist; create it first");
    Files.createDirectory(folder.resolve("a.txt"));
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a.txt"), new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a folder has that name");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void fileIsReadableLikeAnyOther() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, new byte[1]);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(Files.getPosixFilePermissions(plain));
    }
  }
}
