package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.mujoco.MujocoProvider;
import java.util.List;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known without the library. */
class CatalogTest {
  private static EnvironmentInfo info(String id) {
    return RobotEnvironments.list().stream()
        .filter(i -> i.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void serviceLoaderFindsTheProvider() {
    List<EnvironmentProvider> providers =
        ServiceLoader.load(EnvironmentProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    assertThat(providers).hasAtLeastOneElementOfType(MujocoProvider.class);
    assertThat(new MujocoProvider().list()).hasSize(22);
  }

  @ParameterizedTest
  @CsvSource({
    "InvertedPendulum-v4,4,1,1000",
    "InvertedPendulum-v5,4,1,1000",
    "InvertedDoublePendulum-v4,11,1,1000",
    "InvertedDoublePendulum-v5,9,1,1000",
    "Reacher-v4,11,2,50",
    "Reacher-v5,10,2,50",
    "Pusher-v4,23,7,100",
    "Pusher-v5,23,7,100",
    "Swimmer-v4,8,2,1000",
    "Swimmer-v5,8,2,1000",
    "Hopper-v4,11,3,1000",
    "Hopper-v5,11,3,1000",
    "Walker2d-v4,17,6,1000",
    "Walker2d-v5,17,6,1000",
    "HalfCheetah-v4,17,6,1000",
    "HalfCheetah-v5,17,6,1000",
    "Ant-v4,27,8,1000",
    "Ant-v5,105,8,1000",
    "Humanoid-v4,376,17,1000",
    "Humanoid-v5,348,17,1000",
    "HumanoidStandup-v4,376,17,1000",
    "HumanoidStandup-v5,348,17,1000"
  })
  void spacesAndTimeLimitsAreGymnasiums(String id, int observation, int action, int timeLimit) {
    EnvironmentInfo info = info(id);
    assertThat(info.observationSpace().flatSize()).isEqualTo(observation);
    assertThat(info.actionSpace().flatSize()).isEqualTo(action);
    assertThat(info.timeLimit()).isEqualTo(timeLimit);
  }

  @Test
  void rewardThresholdsAreGymnasiums() {
    assertThat(info("HalfCheetah-v4").rewardThreshold()).isEqualTo(OptionalDouble.of(4800));
    assertThat(info("Reacher-v5").rewardThreshold()).isEqualTo(OptionalDouble.of(-3.75));
    assertThat(info("Walker2d-v5").rewardThreshold()).isEmpty();
  }

  @Test
  void version4OffersWhatItsConstructorTakes() {
    MujocoProvider provider = new MujocoProvider();
    assertThat(provider.options("Reacher-v4")).isEmpty();
    assertThat(provider.options("HalfCheetah-v4").stream().map(EnvironmentOption::name))
        .containsExactly(
            "forward_reward_weight",
            "ctrl_cost_weight",
            "reset_noise_scale",
            "exclude_current_positions_from_observation");
    assertThat(provider.options("HalfCheetah-v5").stream().map(EnvironmentOption::name))
        .contains("frame_skip", "xml_file");
  }

  @Test
  void onlyRobotsAndFilesAreProvided() {
    MujocoProvider provider = new MujocoProvider();
    assertThat(provider.provides("Ant-v4")).isTrue();
    assertThat(provider.provides("mujoco:robots/mine.xml")).isTrue();
    assertThat(provider.provides("Ant-v3")).isFalse();
    assertThat(provider.provides("mujoco")).isFalse();
  }

  @Test
  void wrongOptionsAreRefusedBeforeTheLibraryIsLookedFor() {
    assertRefused("HalfCheetah-v4", "frame_skip", "5", "has no option \"frame_skip\"");
    assertRefused("HalfCheetah-v4", "ctrl_cost_wieght", "1", "ctrl_cost_weight");
    assertRefused("HalfCheetah-v5", "frame_skip", "0", "whole number from 1 to 1000");
    assertRefused("Hopper-v5", "reset_noise_scale", "-1", "number from 0.0 to 10.0");
    assertRefused("Hopper-v5", "terminate_when_unhealthy", "maybe", "true or false");
    for (String range : List.of("0.7", "2,1", "1,1", "a,b", "0,1,2", "nan,1", "")) {
      assertRefused("Hopper-v5", "healthy_z_range", range, "healthy_z_range \"" + range + "\"");
    }
  }

  private static void assertRefused(String id, String option, String value, String message) {
    EnvironmentRequest request = EnvironmentRequest.of(id, 1).with(option, value);
    assertThatThrownBy(() -> RobotEnvironments.make(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(id)
        .hasMessageContaining(message);
  }
}
