package io.github.ascent4j.mujoco.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructOffsetsTest {
  private static final List<String> COUNTS =
      List.of("m.nq", "m.nv", "m.nu", "m.na", "m.nbody", "m.njnt", "m.ngeom", "m.nsite");
  private static final List<String> MODEL_ARRAYS =
      List.of("m.qpos0", "m.body_mass", "m.actuator_ctrlrange");
  private static final List<String> DATA_ARRAYS =
      Stream.of(
              "time qpos qvel act qacc_warmstart ctrl qfrc_applied xfrc_applied qacc xpos xquat"
                  + " xmat xipos geom_xpos site_xpos cinert qfrc_actuator cvel cfrc_ext"
                  + " qfrc_constraint subtree_com")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> "d." + name)
          .toList();

  static Stream<StructOffsets> releases() {
    return StructOffsets.table().values().stream();
  }

  @Test
  void tableHasEveryReleaseOnce() {
    assertThat(StructOffsets.table().keySet().stream().map(StructOffsets::name))
        .containsExactly(
            "2.2.0", "2.2.2", "2.3.0", "2.3.3", "2.3.4", "2.3.7", "3.0.0", "3.0.1", "3.1.0",
            "3.1.3", "3.1.6", "3.2.0", "3.2.3", "3.2.7", "3.3.0", "3.3.2", "3.3.4", "3.3.7",
            "3.4.0", "3.5.0", "3.6.0", "3.7.0", "3.8.0", "3.9.0", "3.10.0", "3.11.0", "3.12.0",
            "3.14.0");
  }

  @ParameterizedTest
  @MethodSource("releases")
  void fieldsLieInTheirStructAndApart(StructOffsets release) {
    int countBytes = release.bytes("sz_nq");
    assertThat(countBytes).isEqualTo(release.version() < 3_005_000 ? 4 : 8);
    assertThat(COUNTS).extracting(release::bytes).doesNotHaveDuplicates();
    assertThat(COUNTS)
        .extracting(release::bytes)
        .allMatch(at -> at % countBytes == 0 && at >= 0 && at < release.bytes("m.opt"));
    assertThat(MODEL_ARRAYS)
        .extracting(release::bytes)
        .doesNotHaveDuplicates()
        .allMatch(at -> at % 8 == 0 && at > release.bytes("m.opt"))
        .allMatch(at -> at < release.bytes("sizeof_m"));
    assertThat(release.bytes("m.opt.timestep")).isEqualTo(release.bytes("m.opt"));
    assertThat(DATA_ARRAYS)
        .extracting(release::bytes)
        .doesNotHaveDuplicates()
        .allMatch(at -> at % 8 == 0 && at > 0 && at < release.bytes("sizeof_d"));
  }

  @Test
  void releasesHaveTheNamesPeopleGiveThem() {
    assertThat(StructOffsets.name(222)).isEqualTo("2.2.2");
    assertThat(StructOffsets.name(3_005_000)).isEqualTo("3.5.0");
    assertThat(StructOffsets.name(3_012_001)).isEqualTo("3.12.1");
  }

  @Test
  void unknownReleaseIsRefusedByNameWithThoseThatWork() {
    assertThatThrownBy(() -> StructOffsets.of(4_001_002, "/opt/libmujoco.so"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("MuJoCo 4.1.2 (/opt/libmujoco.so)")
        .hasMessageContaining("2.2.2, 2.3.0")
        .hasMessageContaining("ASCENT_MUJOCO")
        .hasMessageNotContaining("\n");
  }

  @Test
  void unknownFieldIsRefused() {
    assertThatThrownBy(() -> StructOffsets.of(222, "x").bytes("d.qqq"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d.qqq");
  }
}
