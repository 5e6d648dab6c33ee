package io.github.ascent4j.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.cli.environment.Counter;
import io.github.ascent4j.cli.trust.ForeignEnvironment.Typed;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentOption.Reach;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignEnvironmentTest {
  private static final Path FILE = Path.of("foreign.safetensors");
  private static final Typed NOTHING = new Typed(null, Map.of(), false, false);

  @TempDir private Path folder;
  private @Nullable String before;

  @BeforeEach
  void keyOfItsOwn() {
    before = System.setProperty(UserKey.FOLDER_PROPERTY, folder.toString());
  }

  @AfterEach
  void keyAsBefore() {
    if (before == null) {
      System.clearProperty(UserKey.FOLDER_PROPERTY);
    } else {
      System.setProperty(UserKey.FOLDER_PROPERTY, before);
    }
  }

  private static ForeignEnvironment named(
      String id, Map<String, String> options, @Nullable String mark) {
    return new ForeignEnvironment(FILE, id, options, mark);
  }

  /** As a run of this user's holds it. */
  private static ForeignEnvironment own(TrustedEnvironment environment) {
    return named(environment.id(), environment.options(), environment.mark().orElseThrow());
  }

  private static Typed typed(String id, Map<String, String> options) {
    return new Typed(id, options, false, false);
  }

  /** In the folder where they were typed, they are the same. */
  @ParameterizedTest
  @CsvSource({
    "mujoco:robot.xml, xml_file, a.xml",
    "gym:worlds.py:Maze, python, bin/python",
    "Ant-v5, xml_file, ant.xml",
    "ale:pong, rom, pong.bin"
  })
  void pathsThatWereTypedAreKeptAbsolute(String id, String option, String path) {
    TrustedEnvironment typed = TrustedEnvironment.typed(id, Map.of(option, path));
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(typed.id().equals(id) || typed.id().contains(":" + here)).isTrue();
    assertThat(typed.id()).endsWith(id.substring(id.indexOf(':') + 1));
    if (!id.startsWith("mujoco")) {
      assertThat(typed.options()).containsEntry(option, here + "/" + path);
    }
    assertThat(own(typed).trusted(NOTHING).options()).isEqualTo(typed.options());
  }

  @Test
  void keywordsAreKeptAsTheyWereTyped() {
    Map<String, String> options = Map.of("kwargs.file", "'a.xml'");
    assertThat(TrustedEnvironment.typed("gym:A-v1", options).options()).isEqualTo(options);
  }

  @Test
  void markOfARelativePathIsNeitherMadeNorBelieved() {
    String relative = "gym:worlds.py:Maze";
    TrustedEnvironment absolute = TrustedEnvironment.typed(relative, Map.of());
    assertThat(absolute.mark()).isPresent();
    assertThat(new TrustedEnvironment(relative, Map.of()).mark()).isEmpty();
    assertThat(new TrustedEnvironment("ale:pong", Map.of("rom", "pong.bin")).mark()).isEmpty();
    ForeignEnvironment copied = named(relative, Map.of(), absolute.mark().orElseThrow());
    assertThatThrownBy(() -> copied.trusted(NOTHING)).isInstanceOf(UntrustedFileException.class);
  }

  @Test
  void whatAnyFileMayNameHasNoMarkAndNeedsNoKey() {
    assertThat(TrustedEnvironment.typed("LunarLander-v3", Map.of("gravity", "-5")).mark())
        .isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(TrustedEnvironment.typed(Counter.class.getName(), Map.of()).mark()).isPresent();
    assertThat(folder).isNotEmptyDirectory();
  }

  /** Worked out by the definition of RFC 2104 with a key of zeros. */
  @Test
  void markIsACodeOverNameAndOptions() throws Exception {
    Path key = Files.write(folder.resolve("run.key"), new byte[32]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(text);
    for (String part : List.of("ascent4j environment 1", "gym:A-v1", "kwargs.x", "1")) {
      out.writeInt(part.length());
      out.writeBytes(part);
    }
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] inner = new byte[64];
    Arrays.fill(inner, (byte) 0x36);
    sha.update(inner);
    byte[] within = sha.digest(text.toByteArray());
    byte[] outer = new byte[64];
    Arrays.fill(outer, (byte) 0x5c);
    sha.update(outer);
    String code = HexFormat.of().formatHex(sha.digest(within));
    assertThat(TrustedEnvironment.typed("gym:A-v1", Map.of("kwargs.x", "1")).mark()).contains(code);
  }

  @Test
  void markOfAnotherUserIsNone() {
    ForeignEnvironment own = own(TrustedEnvironment.typed("gym:CartPole-v1", Map.of()));
    assertThat(own.trusted(NOTHING).id()).isEqualTo("gym:CartPole-v1");
    System.setProperty(UserKey.FOLDER_PROPERTY, folder.resolve("another").toString());
    TrustedEnvironment.typed("gym:Other-v1", Map.of()).mark();
    assertThatThrownBy(() -> own.trusted(NOTHING)).isInstanceOf(UntrustedFileException.class);
  }

  @Test
  void keyThatCannotBeUsedIsNamed() throws Exception {
    ForeignEnvironment own = own(TrustedEnvironment.typed("gym:CartPole-v1", Map.of()));
    Files.write(folder.resolve("run.key"), new byte[3]);
    assertThatThrownBy(() -> own.trusted(NOTHING)).hasMessageContaining("run.key is damaged");
  }

  @Test
  void programAndClassesOfAnOwnRunServeAnotherEnvironmentOfItsKind() {
    Map<String, String> options = Map.of("python", "/opt/python", "kwargs.x", "1");
    ForeignEnvironment own = own(TrustedEnvironment.typed("gym:CartPole-v1", options));
    assertThat(own.trusted(typed("gym:Other-v1", Map.of())).options())
        .isEqualTo(Map.of("python", "/opt/python"));
    assertThat(own.trusted(typed("gym:Other-v1", Map.of("python", "p"))).options())
        .isEqualTo(Map.of("python", "p"));
    assertThat(own.trusted(typed("CartPole-v1", Map.of())).options()).isEmpty();
    ForeignEnvironment foreign = named("gym:CartPole-v1", options, null);
    assertThat(foreign.trusted(typed("gym:Other-v1", Map.of())).options()).isEmpty();
  }

  @Test
  void environmentThatHasMovedKeepsItsOptions() {
    TrustedEnvironment at = TrustedEnvironment.typed("gym:a/w.py:W", Map.of("kwargs.x", "1"));
    Typed moved = new Typed("gym:b/w.py:W", Map.of(), true, false);
    assertThat(own(at).trusted(moved).options()).isEqualTo(Map.of("kwargs.x", "1"));
    assertThat(own(at).trusted(moved).id()).endsWith("/b/w.py:W").startsWith("gym:/");
    ForeignEnvironment foreign = named(at.id(), at.options(), null);
    assertThatThrownBy(() -> foreign.trusted(moved)).isInstanceOf(UntrustedFileException.class);
  }

  @Test
  void whatWasTypedTakesThePlaceOfWhatIsRefused() {
    ForeignEnvironment foreign =
        named("ale:pong", Map.of("rom", "/evil.bin", "frame_skip", "2"), null);
    Typed mine = new Typed(null, Map.of("rom", "/mine.bin"), false, false);
    assertThat(foreign.trusted(mine).options())
        .isEqualTo(Map.of("rom", "/mine.bin", "frame_skip", "2"));
  }

  /** Whoever adds an option says what it can lead to, or no file may choose it. */
  @Test
  void optionsAreClosedToFilesUnlessTheirModuleSaysOtherwise() {
    assertThat(new EnvironmentOption("new", "", "").reach()).isEqualTo(Reach.ANYTHING);
    EnvironmentProvider silent =
        new EnvironmentProvider() {
          @Override
          public List<EnvironmentInfo> list() {
            return List.of();
          }

          @Override
          public boolean provides(String id) {
            return true;
          }

          @Override
          public List<EnvironmentOption> options(String id) {
            return List.of();
          }

          @Override
          public VectorEnvironment make(EnvironmentRequest request) {
            throw new AssertionError();
          }
        };
    assertThat(silent.selfContained("any")).isFalse();
    for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class)) {
      provider
          .list()
          .forEach(info -> assertThat(provider.selfContained(info.id())).as(info.id()).isTrue());
    }
  }
}
