package io.github.ascent4j.environment.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.check.BrokenEnvironments.Walk;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentCheckTest {
  private static final CheckSettings SETTINGS =
      CheckSettings.DEFAULT
          .withSteps(3000)
          .withCallLimit(Duration.ofMillis(500))
          .withBudget(Duration.ofMinutes(10));

  private static CheckReport check(Supplier<Environment> factory) {
    return EnvironmentCheck.of(factory, SETTINGS);
  }

  private static Arguments broken(Supplier<Environment> factory, Defect defect, String... seen) {
    return Arguments.of(defect.code(), factory, defect, seen);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(BrokenEnvironments.SpacesChange::new, Defect.SPACES_CHANGE, "Discrete[n=2]"),
        broken(BrokenEnvironments.SpacesDiffer::new, Defect.SPACES_CHANGE, "second instance"),
        broken(BrokenEnvironments.Unbounded::new, Defect.ACTION_UNBOUNDED, "Infinity"),
        broken(
            BrokenEnvironments.WritesTooMuch::new,
            Defect.OBSERVATION_OVERRUN,
            "3 floats",
            "its space has 2",
            "at the start"),
        broken(
            BrokenEnvironments.WritesTooMuchLater::new,
            Defect.OBSERVATION_OVERRUN,
            "4 floats",
            "after step 4"),
        broken(BrokenEnvironments.ReadsTooMuch::new, Defect.ACTION_OVERRUN, "more than the 1"),
        broken(
            BrokenEnvironments.WritesTooLittle::new,
            Defect.OBSERVATION_NOT_WRITTEN,
            "observation[1]",
            "at the start"),
        broken(
            BrokenEnvironments.AddsToTheArray::new,
            Defect.OBSERVATION_NOT_WRITTEN,
            "observation[0]",
            "after step 1"),
        broken(
            BrokenEnvironments.NotANumber::new,
            Defect.OBSERVATION_NOT_FINITE,
            "observation[1] is NaN"),
        broken(
            BrokenEnvironments.OutOfBounds::new,
            Defect.OBSERVATION_OUTSIDE,
            "observation[0] is 6.0, which is not from -4.0 to 4.0, after step"),
        broken(BrokenEnvironments.RewardNotANumber::new, Defect.REWARD_NOT_FINITE, "the reward is"),
        broken(
            BrokenEnvironments.FailsAtReset::new,
            Defect.RESET_FAILED,
            "episode with seed 4",
            "no scenario 4"),
        broken(BrokenEnvironments.FailsAtAStep::new, Defect.STEP_FAILED, "the machine is broken"),
        broken(BrokenEnvironments.GivesNoOutcome::new, Defect.NULL_RETURNED, "step"),
        broken(BrokenEnvironments.GivesNoSpace::new, Defect.NULL_RETURNED, "observationSpace()"),
        broken(BrokenEnvironments.Hangs::new, Defect.CALL_HANGS, "500 ms"),
        broken(BrokenEnvironments.FailingScene::new, Defect.SCENE_FAILED, "not drawn yet"),
        broken(BrokenEnvironments.FailsToClose::new, Defect.CLOSE_FAILED, "not started"),
        broken(BrokenEnvironments.Unseeded::new, Defect.NOT_DETERMINISTIC, "new instance"),
        broken(BrokenEnvironments.RandomReward::new, Defect.NOT_DETERMINISTIC, "the reward is"),
        broken(BrokenEnvironments.SeededOnce::new, Defect.STATE_LEAKS, "played once more"),
        broken(BrokenEnvironments.ForgetsToReset::new, Defect.STATE_LEAKS, "the reward is"),
        broken(BrokenEnvironments.Shared::new, Defect.SHARED_STATE, "in turn"),
        broken(BrokenEnvironments.Alone::new, Defect.SHARED_STATE, "the licence allows one"),
        broken(BrokenEnvironments.ChangesAction::new, Defect.ACTION_CHANGED, "action[0]"),
        broken(BrokenEnvironments.KeepsAction::new, Defect.ARRAY_KEPT, "the reward is NaN"),
        broken(BrokenEnvironments.KeepsObservation::new, Defect.ARRAY_KEPT, "was written to"),
        broken(BrokenEnvironments.NeverEnds::new, Defect.NO_END, "in 3000 steps"),
        broken(BrokenEnvironments.NoTime::new, Defect.NO_END, "timeLimit() is 0"),
        broken(
            BrokenEnvironments.TerminatedByTheClock::new,
            Defect.TERMINATED_ON_SCHEDULE,
            "exactly 30 steps"),
        broken(BrokenEnvironments.MasksAll::new, Defect.MASK_FORBIDS_ALL, "action[0]"),
        broken(BrokenEnvironments.MaskTooLong::new, Defect.MASK_FAILED, "out of bounds"),
        broken(BrokenEnvironments.MasksNumbers::new, Defect.MASK_UNSUPPORTED, "cannot be masked"),
        broken(BrokenEnvironments.MaskNotDeclared::new, Defect.MASK_NOT_DECLARED, "choice"),
        broken(BrokenEnvironments.InfoNamesDiffer::new, Defect.SPACES_CHANGE, "infos are [of1]"),
        broken(
            BrokenEnvironments.InfoWithAComma::new,
            Defect.INFO_NAMES_WRONG,
            "character 1 of the name 'x,y' is U+002C"),
        broken(BrokenEnvironments.InfoTooLong::new, Defect.INFO_FAILED, "out of bounds"),
        broken(
            BrokenEnvironments.InfoInfinite::new,
            Defect.INFO_NOT_FINITE,
            "info lucky/steps is Infinity after step"),
        broken(BrokenEnvironments.InfoUnseeded::new, Defect.NOT_DETERMINISTIC, "info[1] is"),
        broken(BrokenEnvironments.OfOneThread::new, Defect.THREAD_BOUND, "two threads"));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("broken")
  void brokenLineIsTheOneThatIsFound(
      String code, Supplier<Environment> factory, Defect defect, String[] seen) {
    CheckReport report = check(factory);
    assertThat(report.findings()).extracting(Finding::defect).containsExactly(defect);
    assertThat(report.findings().get(0).seen()).contains(seen);
  }

  @Test
  void reportReadsAsText() {
    assertThat(check(Walk::new).text())
        .matches("Walk: no findings in \\d+ steps, in which \\d+ episodes ended\n");
    assertThat(check(BrokenEnvironments.Unbounded::new).text())
        .startsWith("action-unbounded: the action space is ")
        .contains("; unless it is meant so\n  contract, line E2: A continuous action has finite")
        .contains("Unbounded: 1 finding in ");
  }

  @Test
  void environmentThatKeepsItsContractHasNoFindings() {
    CheckReport report = check(Walk::new);
    assertThat(report.findings()).isEmpty();
    assertThat(report.omissions()).isEmpty();
    assertThat(report.name()).isEqualTo("Walk");
    assertThat(report.steps()).isEqualTo(3000);
    assertThat(report.episodes()).isGreaterThan(100);
    assertThat(check(BrokenEnvironments.Masked::new).findings()).isEmpty();
    assertThat(check(BrokenEnvironments.Informed::new).findings()).isEmpty();
  }

  @Test
  void anotherSeedTriesOtherEpisodes() {
    CheckReport report =
        EnvironmentCheck.of(BrokenEnvironments.OutOfBounds::new, SETTINGS.withSeed(1000));
    assertThat(report.findings().get(0).seen()).containsPattern("seed 10\\d\\d");
  }

  @Test
  void slowEnvironmentIsCheckedAsFarAsTimeAllows() {
    CheckReport report =
        EnvironmentCheck.of(
            () ->
                new Walk() {
                  @Override
                  public Outcome step(float[] action, float[] observation) {
                    try {
                      Thread.sleep(2);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    return super.step(action, observation);
                  }
                },
            SETTINGS.withBudget(Duration.ofMillis(400)));
    assertThat(report.findings()).isEmpty();
    assertThat(report.omissions()).isNotEmpty();
    assertThat(report.steps()).isBetween(1L, 500L);
  }

  @Test
  void oneInstanceForAllCallsIsFound() {
    Walk shared = new Walk();
    assertThat(check(() -> shared).findings())
        .extracting(Finding::toString)
        .containsExactly("shared-state: the factory gave the same instance twice");
  }

  @Test
  void failingConstructorIsTheCallersToSee() {
    assertThatThrownBy(
            () ->
                check(
                    () -> {
                      throw new IllegalStateException("no database");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
  }

  @Test
  void everyDefectHasACodeAndAMend() {
    assertThat(Defect.values())
        .extracting(Defect::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z-]+"));
    assertThat(Defect.values()).allMatch(defect -> defect.mend().length() > 20);
    assertThat(Stream.of(Defect.values()).map(Defect::line).distinct())
        .containsExactlyInAnyOrder(ContractLine.values());
  }
}
