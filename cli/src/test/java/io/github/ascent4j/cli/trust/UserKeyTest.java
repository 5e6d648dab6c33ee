package io.github.ascent4j.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeyTest {
  @TempDir private Path folder;

  private UserKey key() {
    return new UserKey(place());
  }

  private Path place() {
    return folder.resolve("of/this/user");
  }

  private Path file() {
    return place().resolve("run.key");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void isMadeOnceAndForItsUserAlone() throws IOException {
    assertThat(key().find().bytes()).isNull();
    assertThat(place()).doesNotExist();
    byte[] made = key().findOrMake().bytes();
    assertThat(made).hasSize(32);
    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(permissions(place())).isEqualTo("rwx------");
    assertThat(key().findOrMake().bytes()).isEqualTo(made);
    assertThat(key().find().bytes()).isEqualTo(made);
    assertThat(place()).isDirectoryNotContaining("glob:**.tmp");
    assertThat(new UserKey(folder.resolve("other")).findOrMake().bytes()).isNotEqualTo(made);
  }

  @Test
  void thatOthersMayReadOrWriteIsNotUsed() throws IOException {
    key().findOrMake();
    for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
      permit(file(), open);
      assertThat(key().findOrMake().bytes()).isNull();
      assertThat(key().find().problem()).contains(file().toString());
    }
    permit(file(), "rw-------");
    permit(place(), "rwxrwxr-x");
    assertThat(key().find().problem()).contains("others may write");
    permit(place(), "rwxr-xr-x");
    assertThat(key().find().bytes()).isNotNull();
  }

  @Test
  void thatIsALinkOrDamagedIsNotUsedAndStays() throws IOException {
    key().findOrMake();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);
    assertThat(key().findOrMake().bytes()).isNull();
    assertThat(key().find().problem()).contains("no plain file");
    Files.delete(file());
    Files.write(file(), new byte[31]);
    permit(file(), "rw-------");
    assertThat(key().findOrMake().bytes()).isNull();
    assertThat(key().find().problem()).contains("damaged");
    assertThat(file()).hasSize(31);
  }

  @Test
  void isNoneWhereThereIsNoPlaceForIt() throws IOException {
    assertThat(new UserKey(null).findOrMake().bytes()).isNull();
    Path plain = Files.writeString(folder.resolve("plain"), "");
    assertThat(new UserKey(plain.resolve("ascent")).findOrMake().bytes()).isNull();
  }

  @Test
  void isInTheUsersConfiguration() {
    Path home = Path.of("/home/someone");
    assertThat(UserKey.folder(null, home.toString())).isEqualTo(home.resolve(".config/ascent"));
    assertThat(UserKey.folder("/etc/mine", home.toString())).isEqualTo(Path.of("/etc/mine/ascent"));
    assertThat(UserKey.folder("relative", home.toString()))
        .isEqualTo(home.resolve(".config/ascent"));
    assertThat(UserKey.folder(null, "?")).isNull();
    assertThat(UserKey.folder("", "")).isNull();
  }

  @Test
  void isTheSameForAllThatMakeItAtOnce() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      Callable<byte[]> make = () -> Objects.requireNonNull(key().findOrMake().bytes());
      List<Future<byte[]>> made = pool.invokeAll(Collections.nCopies(32, make));
      byte[] first = made.getFirst().get();
      assertThat(first).hasSize(32);
      for (Future<byte[]> other : made) {
        assertThat(other.get()).isEqualTo(first);
      }
    }
  }
}
