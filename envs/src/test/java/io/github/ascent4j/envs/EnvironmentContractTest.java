package io.github.ascent4j.envs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.check.CheckReport;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.Defect;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every environment of this module keeps the contract that users' own are held to. */
class EnvironmentContractTest {
  static Stream<EnvironmentInfo> environments() {
    return Environments.list().stream();
  }

  @Test
  void thereAreSome() {
    assertThat(environments()).hasSizeGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("environments")
  void environmentKeepsTheContract(EnvironmentInfo info) {
    CheckReport report =
        EnvironmentCheck.ofVector(
            copies -> Environments.make(new EnvironmentRequest(info.id(), copies, 2, Map.of())),
            CheckSettings.DEFAULT.withSteps(3000).withTimeLimit(info.timeLimit()));
    // Gymnasium's own bounds of the lander's observations, which its flights leave now and then.
    boolean lander = info.id().startsWith("LunarLander");
    assertThat(report.findings())
        .filteredOn(finding -> !lander || finding.defect() != Defect.OBSERVATION_OUTSIDE)
        .isEmpty();
    assertThat(report.name()).isEqualTo(info.id());
  }
}
