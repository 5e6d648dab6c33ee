package io.github.ascent4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.check.CheckReport;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.examples.cloud.CloudPlacement;
import io.github.ascent4j.examples.inventory.Stores;
import io.github.ascent4j.examples.queueing.Admission;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of the guide learn, and all examples keep the contract. */
class ShapesTest {
  private static final long TEST_SEED = 1_000_000;

  @TempDir private Path folder;

  @Test
  void thermostatKeepsItWarm() throws IOException {
    Path file = folder.resolve("thermostat");
    Thermostat.main(new String[] {file.toString()});
    Policy policy = Policy.load(file);
    assertThat(policy.choose(new float[] {16})).isEqualTo(1);
    assertThat(policy.choose(new float[] {24})).isZero();
    try (VectorEnvironment rooms = VectorEnvironments.of(Thermostat::new, 200)) {
      double always = ((Rule) (observation, mask) -> 1).meanReturn(rooms, TEST_SEED);
      double random = Rule.random(2, 1).meanReturn(rooms, TEST_SEED);
      assertThat(Rule.of(policy).meanReturn(rooms, TEST_SEED))
          .isGreaterThan(-20)
          .isGreaterThan(random / 2)
          .isGreaterThan(always / 4);
    }
  }

  @Test
  void clerkHurriesWhereItPays() throws IOException {
    Path file = folder.resolve("counter");
    Counter.main(new String[] {file.toString()});
    Rule trained = Rule.of(Policy.load(file));
    try (VectorEnvironment counters = VectorEnvironments.of(Counter::new, 200)) {
      double never = ((Rule) (observation, mask) -> 0).meanReturn(counters, TEST_SEED);
      double random = Rule.random(2, 1).meanReturn(counters, TEST_SEED);
      assertThat(trained.meanReturn(counters, TEST_SEED))
          .isGreaterThan(never / 1.5)
          .isGreaterThan(random / 1.05);
    }
  }

  @Test
  void batteriesBuyCheapAndSellDear() throws IOException {
    Path file = folder.resolve("batteries");
    Batteries.main(new String[] {file.toString()});
    try (Batteries batteries = new Batteries(200)) {
      assertThat(Rule.of(Policy.load(file)).meanReturn(batteries, TEST_SEED)).isGreaterThan(11);
      assertThat(Rule.random(3, 1).meanReturn(batteries, TEST_SEED)).isLessThan(0);
    }
  }

  @Test
  void checkOfTheGuidePasses() {
    // @start region="check"
    CheckReport report = EnvironmentCheck.of(Thermostat::new, CheckSettings.DEFAULT);
    assertThat(report.findings()).isEmpty();
    // @end
  }

  static Stream<CheckReport> reports() {
    CheckSettings settings = CheckSettings.DEFAULT.withSteps(2000);
    return Stream.of(
        EnvironmentCheck.of(Thermostat::new, settings),
        EnvironmentCheck.of(Counter::new, settings),
        EnvironmentCheck.ofVector(Batteries::new, settings),
        EnvironmentCheck.of(Admission::new, settings),
        EnvironmentCheck.of(CloudPlacement::new, settings),
        EnvironmentCheck.ofVector(Stores::new, settings));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void exampleKeepsTheContract(CheckReport report) {
    assertThat(report.findings()).isEmpty();
    assertThat(report.episodes()).isPositive();
  }
}
