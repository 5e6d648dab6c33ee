package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.VectorEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The current folder may be anybody's, so Python imports nothing from there. */
class ModulePathTest {
  @TempDir private Path folder;

  /** A Python that starts in a folder of foreign modules, each of which would be seen running. */
  private String python(String... modules) throws IOException {
    Python.require();
    for (String module : modules) {
      Files.writeString(
          folder.resolve(module + ".py"),
          "import os\nopen(os.path.join(" + "'" + folder + "', 'ran'), 'w')\n");
    }
    return Python.wrapper(folder, "cd '" + folder + "'");
  }

  @Test
  void modulesOfTheCurrentFolderAreNotImported() throws IOException {
    String python =
        python("numpy", "gymnasium", "gym", "os", "ast", "struct", "threading", "sitecustomize");
    try (VectorEnvironment environment =
        Python.make(Python.request("Counter", 1, "python", python))) {
      assertThat(environment.observationSpace().shape()).containsExactly(3);
    }
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aModuleOfTheCurrentFolderIsAskedForByItsFile() throws IOException {
    String python = python("worlds");
    assertThatThrownBy(() -> Python.make(Python.named("gym:worlds:Maze", 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No module named 'worlds'")
        .hasMessageContaining("the current folder is not searched")
        .hasMessageContaining("gym:FILE.py:NAME");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void ofPythonPathOnlyWholePathsAreTaken() {
    String absolute = folder.toString();
    assertThat(PythonProcess.wholePaths(String.join(File.pathSeparator, "", ".", "src", absolute)))
        .isEqualTo(absolute);
    assertThat(PythonProcess.wholePaths(File.pathSeparator + "lib")).isEmpty();
    assertThat(PythonProcess.wholePaths(absolute + File.pathSeparator + absolute))
        .isEqualTo(absolute + File.pathSeparator + absolute);
  }
}
