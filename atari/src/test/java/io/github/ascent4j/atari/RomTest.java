package io.github.ascent4j.atari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomTest {
  @TempDir Path folder;

  private static void assertRefused(String game, String rom, String message) {
    assertThatThrownBy(() -> Rom.of(game, rom))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ale:" + game)
        .hasMessageContaining(message);
  }

  @Test
  void romHasToBeGiven() {
    assertRefused("pong", "", "needs the game's ROM, which does not come with this software");
    assertRefused("pong", " ", "--rom pong.bin");
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("pong.bin");
    assertRefused("pong", file.toString(), "\"" + file + "\" is not there");
    assertRefused("pong", "a\0b", "is no path; give the file with the ROM of pong");
  }

  @Test
  void folderIsRefused() {
    assertRefused("pong", folder.toString(), "is a folder or no plain file");
  }

  @Test
  void emptyAndHugeFilesAreRefusedWithTheirSize() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.bin"));
    assertRefused("pong", empty.toString(), "has 0 bytes, but a ROM has from 1 to 1048576");
    Path huge = Files.write(folder.resolve("huge.bin"), new byte[(1 << 20) + 1]);
    assertRefused("pong", huge.toString(), "has 1048577 bytes");
  }

  /** Also a file with the right name, which the emulator itself would believe. */
  @Test
  void fileThatIsNoKnownGameIsRefusedWithItsSum() throws IOException {
    byte[] bytes = new byte[4096];
    bytes[17] = 5;
    Path file = Files.write(folder.resolve("pong.bin"), bytes);
    assertRefused(
        "pong", file.toString(), "4096 bytes with MD5 8675c35602f13b13c6bb6365f143f5c8; give the");
  }

  @Test
  void randomBytesAreRefused() {
    assertRefused(
        "tetris",
        TestRoms.get("random.bin").toString(),
        "is no ROM that the Arcade Learning Environment knows: 2000 bytes with MD5");
  }

  @Test
  void romOfAnotherGameIsNamed() {
    assertRefused(
        "breakout",
        TestRoms.get("tetris.bin").toString(),
        "is the ROM of tetris, not of breakout; train ale:tetris, or give");
  }

  @Test
  void knownGameIsTaken() {
    Rom rom = Rom.of("tetris", TestRoms.get("tetris.bin").toString());
    assertThat(rom.file()).isAbsolute().isRegularFile();
    assertThat(rom.md5()).isEqualTo("b0e1ee07fbc73493eac5651a52f90f00");
  }
}
