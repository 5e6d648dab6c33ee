package io.github.ascent4j.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtariJarProviderTest {
  private static final String GAME = "ale:breakout";

  /** Classes that telling a game's options loads. */
  private static final List<String> NEEDED =
      List.of(
          "AtariProvider",
          "AtariSettings",
          "AtariSettings$Convention",
          "FrameEncoder",
          "AreaFrame",
          "HalfFrame",
          "Display");

  @TempDir private Path folder;

  /** What this program's jar has: everything but what is for Atari. */
  private static final class WithoutAtari extends ClassLoader {
    WithoutAtari() {
      super(WithoutAtari.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.github.ascent4j.atari.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  private AtariJarProvider provider() {
    return new AtariJarProvider(folder.resolve("mine.jar"), new WithoutAtari());
  }

  @Test
  void withoutItsJarItSaysWhereThatIsToBe() {
    AtariJarProvider provider = provider();
    assertThat(provider.provides(GAME)).isTrue();
    assertThatThrownBy(() -> provider.make(EnvironmentRequest.of(GAME, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ale:breakout needs the Arcade Learning Environment")
        .hasMessageContaining("put its jar there: " + folder.resolve("mine-atari.jar"));
    assertThatThrownBy(() -> provider.options(GAME)).hasMessageContaining("mine-atari.jar");
    assertThatThrownBy(() -> new AtariJarProvider(null, new WithoutAtari()).options(GAME))
        .hasMessageContaining("add ascent4j-atari to the class path");
  }

  @Test
  void theJarBesideTheProgramIsOpenedWhenAGameIsAskedFor() throws IOException {
    AtariJarProvider provider = provider();
    Path jar = folder.resolve("mine-atari.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : NEEDED) {
        String entry = "io/github/ascent4j/atari/" + name + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(entry)) {
          Objects.requireNonNull(in, entry).transferTo(out);
        }
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + EnvironmentProvider.class.getName()));
      out.write("io.github.ascent4j.atari.AtariProvider".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(provider.options(GAME)).extracting(EnvironmentOption::name).contains("rom");
  }

  @Test
  void onTheClassPathItIsFoundAsEver() {
    assertThat(ServiceLoader.load(EnvironmentProvider.class))
        .hasAtLeastOneElementOfType(AtariJarProvider.class);
    assertThat(new AtariJarProvider().options(GAME))
        .extracting(EnvironmentOption::name)
        .contains("rom", "frame_skip");
    assertThatThrownBy(() -> new AtariJarProvider().make(EnvironmentRequest.of(GAME, 1)))
        .hasMessageContaining("needs the game's ROM");
  }
}
