package io.github.ascent4j.atari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * A file with a game that the Arcade Learning Environment knows. All is checked here, because the
 * emulator itself ends the process where a file does not please it.
 *
 * @param file the file
 * @param md5 the sum that games are known by, in hexadecimal
 */
record Rom(Path file, String md5) {
  /** The largest games have 64 KiB. */
  private static final long MAX_BYTES = 1 << 20;

  /**
   * Checks the file for a game.
   *
   * @param game lower snake case, for example {@code space_invaders}
   * @param given the path as the user wrote it; empty if he gave none
   * @throws IllegalArgumentException if the file is not that game's ROM; the message says why
   */
  static Rom of(String game, String given) {
    String id = AtariProvider.PREFIX + game;
    if (given.isBlank()) {
      throw new IllegalArgumentException(
          id
              + " needs the game's ROM, which does not come with this software; give its file as"
              + " the option rom, on the command line with --rom "
              + game
              + ".bin");
    }
    String what = id + ": rom \"" + given + "\" ";
    byte[] bytes;
    Path file;
    try {
      file = Path.of(given).toAbsolutePath();
      bytes = read(file, what, game);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(what + "is no path; " + mend(game), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          what + "cannot be read (" + e.getMessage() + "); " + mend(game), e);
    }
    String md5 = md5(bytes);
    AleLibrary.load();
    String known = knownGame(file);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          what
              + "is no ROM that the Arcade Learning Environment knows: "
              + bytes.length
              + " bytes with MD5 "
              + md5
              + "; "
              + mend(game)
              + ", unpacked and unchanged");
    }
    if (!known.equals(game)) {
      throw new IllegalArgumentException(
          what
              + "is the ROM of "
              + known
              + ", not of "
              + game
              + "; train "
              + AtariProvider.PREFIX
              + known
              + ", or "
              + mend(game));
    }
    return new Rom(file, md5);
  }

  private static byte[] read(Path file, String what, String game) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(what + "is not there (" + file + "); " + mend(game));
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(what + "is a folder or no plain file; " + mend(game));
    }
    long size = Files.size(file);
    if (size == 0 || size > MAX_BYTES) {
      throw new IllegalArgumentException(
          what
              + "has "
              + size
              + " bytes, but a ROM has from 1 to "
              + MAX_BYTES
              + "; "
              + mend(game));
    }
    return Files.readAllBytes(file);
  }

  private static String mend(String game) {
    return "give the file with the ROM of " + game;
  }

  /** The game that a file is known to hold; empty for none. */
  private static String knownGame(Path file) {
    try (PointerScope scope = new PointerScope();
        BytePointer name = ALEInterface.isSupportedROM(file.toString()).get()) {
      return name.getString();
    } catch (RuntimeException e) {
      // That is how its Java classes say that there is no name.
      return "";
    }
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
