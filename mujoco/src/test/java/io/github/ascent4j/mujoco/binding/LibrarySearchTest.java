package io.github.ascent4j.mujoco.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
  @TempDir Path home;

  @Test
  void missingLibraryIsOneLineWithHowToInstallIt() {
    LibrarySearch search = new LibrarySearch("Linux", home, null);
    assertThatThrownBy(() -> search.find(place -> Optional.empty()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("libmujoco was not found; ")
        .hasMessageContaining("sudo apt install libmujoco-dev")
        .hasMessageContaining("Debian, Ubuntu")
        .hasMessageContaining("pip3 install --user mujoco==3.14.0")
        .hasMessageContaining("macOS")
        .hasMessageContaining("ASCENT_MUJOCO")
        .hasMessageNotContaining("\n");
  }

  @Test
  void pathThatTheUserGaveIsTheOnlyOneTried() {
    List<String> tried = new ArrayList<>();
    LibrarySearch search = new LibrarySearch("Linux", home, "/opt/lib/libmujoco.so.3.3.7");
    assertThatThrownBy(
            () ->
                search.find(
                    place -> {
                      tried.add(place);
                      return Optional.empty();
                    }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("ASCENT_MUJOCO is /opt/lib/libmujoco.so.3.3.7");
    assertThat(tried).containsExactly("/opt/lib/libmujoco.so.3.3.7");
    assertThat(search.<String>find(Optional::of)).isEqualTo("/opt/lib/libmujoco.so.3.3.7");
  }

  @Test
  void firstThatOpensIsTaken() {
    LibrarySearch search = new LibrarySearch("Linux", home, null);
    assertThat(
            search.<String>find(
                place -> place.endsWith("2.2.2") ? Optional.of(place) : Optional.empty()))
        .isEqualTo("libmujoco.so.2.2.2");
  }

  @Test
  void namesAreThoseOfTheSystem() {
    assertThat(new LibrarySearch("Linux", home, null).candidates())
        .startsWith("libmujoco.so", "libmujoco.so.3.14.0", "libmujoco.so.3.12.0")
        .contains("libmujoco.so.2.2.2");
    assertThat(new LibrarySearch("Mac OS X", home, null).candidates())
        .startsWith("libmujoco.dylib", "libmujoco.3.14.0.dylib")
        .noneMatch(name -> name.contains(".so"));
    assertThat(new LibrarySearch("Windows 11", home, null).candidates())
        .startsWith("mujoco.dll")
        .noneMatch(name -> name.contains(".so"));
  }

  @Test
  void archivesAndPythonPackagesInTheUsersFolderAreFound() throws IOException {
    Path archive = library(".mujoco/mujoco-3.3.7/lib/libmujoco.so.3.3.7");
    library(".mujoco/mujoco-3.3.7/lib/libmujoco.txt");
    Path python = library(".local/lib/python3.11/site-packages/mujoco/libmujoco.so.3.12.0");
    List<String> candidates = new LibrarySearch("Linux", home, null).candidates();
    assertThat(candidates.stream().filter(place -> place.startsWith(home.toString())))
        .containsExactly(archive.toString(), python.toString());
  }

  private Path library(String path) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
