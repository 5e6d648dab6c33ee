package io.github.ascent4j.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.environment.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsMujoco
class MujocoModelTest {
  @TempDir Path folder;

  @Test
  void countsAreThoseOfTheDocument() {
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
      assertThat(
              List.of(
                  model.nq(),
                  model.nv(),
                  model.nu(),
                  model.na(),
                  model.nbody(),
                  model.njnt(),
                  model.ngeom(),
                  model.nsite()))
          .containsExactly(3, 3, 2, 1, 4, 3, 4, 1);
      assertThat(model.timestep()).isEqualTo(0.005);
    }
  }

  @Test
  void positionsOfFreeBodiesHaveANumberMoreThanVelocities() {
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.balls("njmax='500' nconmax='100'"))) {
      assertThat(model.nq()).isEqualTo(140);
      assertThat(model.nv()).isEqualTo(120);
      assertThat(model.qpos0()).hasSize(140).startsWith(0, 0, 0, 1, 0, 0, 0, 0, 0, 0.25, 1);
    }
  }

  @Test
  void massesAndRangesAreThoseOfTheDocument() {
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
      // 1000 kg/m³ and the volume of a ball of 0.1 m.
      assertThat(model.bodyMass()).hasSize(4);
      assertThat(model.bodyMass()[0]).isZero();
      assertThat(model.bodyMass()[1]).isCloseTo(4000 * Math.PI / 3 * 1e-3, within(1e-12));
      assertThat(model.actuatorCtrlRange()).containsExactly(-1, 1, 0, 0);
    }
  }

  @Test
  void namesAreFoundByKind() {
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
      assertThat(model.bodyId("shin")).isEqualTo(3);
      assertThat(model.geomId("trunk")).isEqualTo(1);
      assertThat(model.siteId("foot")).isZero();
      assertThat(model.jointId("knee")).isEqualTo(2);
      assertThat(model.actuatorId("knee")).isEqualTo(1);
    }
  }

  @Test
  void unknownNameIsNamed() {
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
      assertThatThrownBy(() -> model.siteId("knee"))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no site named knee");
    }
  }

  @Test
  void fileFindsWhatItIncludesBesideIt() throws IOException {
    Files.createDirectory(folder.resolve("parts"));
    Files.writeString(
        folder.resolve("parts").resolve("ball.xml"),
        "<mujoco><worldbody><body name='ball'><freejoint/><geom size='1'/></body></worldbody>"
            + "</mujoco>");
    Path file = folder.resolve("scene.xml");
    Files.writeString(file, "<mujoco><include file='parts/ball.xml'/></mujoco>");
    try (MujocoModel model = MujocoModel.ofFile(file)) {
      assertThat(model.bodyId("ball")).isEqualTo(1);
    }
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("nowhere.xml");
    assertThatThrownBy(() -> MujocoModel.ofFile(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void brokenDocumentIsRefusedWithItsPlaceInOneLine() throws IOException {
    assertThatThrownBy(
            () ->
                MujocoModel.ofMjcf(
                    "<mujoco>\n<worldbody>\n<geom type='potato'/>\n</worldbody>\n</mujoco>"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("potato")
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("\n");
    Path file = folder.resolve("broken.xml");
    Files.writeString(file, "<mujoco><worldbody>");
    assertThatThrownBy(() -> MujocoModel.ofFile(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void modelThatCannotBeCompiledIsRefusedAndTheNextOneLoads() {
    assertThatThrownBy(() -> MujocoModel.ofMjcf(Mjcf.LEG.replace("size=\"0.1\"", "size=\"0\"")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("size");
    try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
      assertThat(model.nq()).isEqualTo(3);
    }
  }

  @Test
  void noTemporaryFileIsLeft() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = list(temporary);
    MujocoModel.ofMjcf(Mjcf.LEG).close();
    assertThat(list(temporary)).isSubsetOf(before);
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "ascent-*.xml")) {
      files.forEach(found::add);
    }
    return found;
  }

  @Test
  void modelsLoadInSeveralThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int[] counts = new int[4];
    for (int i = 0; i < counts.length; i++) {
      int index = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int k = 0; k < 20; k++) {
                      try (MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG)) {
                        counts[index] += model.nq();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counts).containsOnly(60);
  }

  @Test
  void closingTwiceIsClosingOnce() {
    MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG);
    model.close();
    model.close();
    assertThatThrownBy(model::simulate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> model.bodyId("shin")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(model::qpos0).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void simulationOutlivesItsModel() {
    MujocoModel model = MujocoModel.ofMjcf(Mjcf.LEG);
    try (MujocoSimulation simulation = model.simulate()) {
      model.close();
      simulation.step(10);
      assertThat(simulation.time()).isCloseTo(0.05, within(1e-12));
    }
  }
}
