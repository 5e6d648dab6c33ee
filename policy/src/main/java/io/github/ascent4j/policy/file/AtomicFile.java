package io.github.ascent4j.policy.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Replaces a file whole or not at all: a reader, and a restart after a crash or a full disk, sees
 * either the old content or the new.
 */
public final class AtomicFile {
  /** Of temporary files, with a random UUID in the end. */
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\.tmp");

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of the content; the stream is buffered and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Replaces or creates {@code path} with the given bytes. */
  public static void write(Path path, byte[] bytes) throws IOException {
    write(path, out -> out.write(bytes));
  }

  /**
   * Replaces or creates {@code path}: the content goes to a temporary file in the same folder, is
   * forced to the disk and renamed. If anything fails, the temporary file is deleted and {@code
   * path} stays as it was. A symbolic link is replaced, not followed.
   */
  public static void write(Path path, Content content) throws IOException {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NotDirectoryException(
          "cannot write " + path + ": its folder does not exist; create it first");
    }
    if (Files.isDirectory(target)) {
      throw new IOException("cannot write " + path + ": a folder has that name; choose another");
    }
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    // Not Files.createTempFile, whose files nobody but the owner may read.
    Files.createFile(temporary);
    try {
      // Not a channel, which an interrupt of this thread (Ctrl-C in training) would close half-way.
      try (FileOutputStream file = new FileOutputStream(temporary.toFile());
          OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
        content.writeTo(out);
        out.flush();
        file.getFD().sync();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    force(folder);
  }

  /** Whether that is the temporary file of a writer, at work or killed; a link never is. */
  public static boolean isTemporary(Path path) {
    return TEMPORARY.matcher(String.valueOf(path.getFileName())).matches()
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Deletes what killed writers have left in a folder that nobody writes to meanwhile. A folder
   * that does not exist, or is a link to one, is left alone.
   */
  public static void sweep(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, AtomicFile::isTemporary)) {
      for (Path entry : entries) {
        Files.deleteIfExists(entry);
      }
    }
  }

  /** Makes the rename itself durable, where the platform can open a folder. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot; there the rename is journalled by the file system.
      return;
    }
  }
}
