package io.github.ascent4j.environment.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.check.BrokenEnvironments.Walk;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorCheckTest {
  private static final CheckSettings SETTINGS =
      CheckSettings.DEFAULT.withSteps(3000).withBudget(Duration.ofMinutes(10));

  private static Arguments broken(
      IntFunction<VectorEnvironment> factory, Defect defect, String... seen) {
    return Arguments.of(defect.code(), factory, defect, seen);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(BrokenVectors.TooFew::new, Defect.COPIES_WRONG, "copies() is 2"),
        broken(BrokenVectors.MaskSizeWrong::new, Defect.MASK_UNSUPPORTED, "is 2", "has 3"),
        broken(BrokenVectors.PaysAtReset::new, Defect.REWARD_AT_RESET, "reward 1.0", "copy 2"),
        broken(
            BrokenVectors.LeavesFirstObservation::new,
            Defect.OBSERVATION_NOT_WRITTEN,
            "observation[0]",
            "copy 2"),
        broken(BrokenVectors.NotANumber::new, Defect.OBSERVATION_NOT_FINITE, "is NaN of copy"),
        broken(BrokenVectors.FinalOutside::new, Defect.OBSERVATION_OUTSIDE, "final observation[0]"),
        broken(
            BrokenVectors.NoFinalObservation::new,
            Defect.FINAL_OBSERVATION_MISSING,
            "finalObservations[0]"),
        broken(BrokenVectors.NoAutoreset::new, Defect.NO_AUTORESET, "still hold the last"),
        broken(BrokenVectors.Unseeded::new, Defect.NOT_DETERMINISTIC, "new instance, copy"),
        broken(BrokenVectors.Leaks::new, Defect.STATE_LEAKS, "the reward is"),
        broken(BrokenVectors.SharesState::new, Defect.SHARED_STATE, "in turn"),
        broken(BrokenVectors.OneGenerator::new, Defect.COPY_SEEDS, "in place of copy 2"),
        broken(BrokenVectors.KeepsActions::new, Defect.ARRAY_KEPT, "actions overwritten"),
        broken(BrokenVectors.ChangesActions::new, Defect.ACTION_CHANGED, "array of actions"),
        broken(BrokenVectors.StepsOthersToo::new, Defect.PARTIAL_STEP, "changed rewards of copy 0"),
        broken(BrokenVectors.SavesTooLittle::new, Defect.SAVE_RESTORE, "restored"),
        broken(BrokenVectors.CannotSave::new, Defect.SAVE_RESTORE, "not supported"),
        broken(BrokenVectors.TakesAnyAction::new, Defect.ACTION_NOT_REFUSED, "action[0] = 3.0"),
        broken(
            BrokenVectors.InfosAtResetForgotten::new,
            Defect.INFO_NOT_WRITTEN,
            "info position is 0.0 of copy 2 at the start"),
        broken(
            BrokenVectors.InfosOfSomeSteps::new,
            Defect.INFO_NOT_WRITTEN,
            "info position is what the batch held before of copy"),
        broken(BrokenVectors.NeverEnds::new, Defect.NO_END, "in 3000 steps"),
        broken(BrokenVectors.FailsLater::new, Defect.STEP_FAILED, "no stock"));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("broken")
  void brokenLineIsTheOneThatIsFound(
      String code, IntFunction<VectorEnvironment> factory, Defect defect, String[] seen) {
    CheckReport report = EnvironmentCheck.ofVector(factory, SETTINGS);
    assertThat(report.findings()).extracting(Finding::defect).containsExactly(defect);
    assertThat(report.findings().get(0).seen()).contains(seen);
  }

  @Test
  void vectorEnvironmentsThatKeepTheirContractHaveNoFindings() {
    assertThat(EnvironmentCheck.ofVector(BrokenVectors.Walks::new, SETTINGS).findings()).isEmpty();
    assertThat(EnvironmentCheck.ofVector(BrokenVectors.Informed::new, SETTINGS).findings())
        .isEmpty();
    CheckReport copied =
        EnvironmentCheck.ofVector(copies -> VectorEnvironments.of(Walk::new, copies, 2), SETTINGS);
    assertThat(copied.findings()).isEmpty();
    assertThat(copied.omissions()).isEmpty();
    assertThat(copied.steps()).isEqualTo(3000);
    assertThat(copied.episodes()).isGreaterThan(50);
  }

  @Test
  void knownTimeLimitIsTakenIntoAccount() {
    CheckReport report =
        EnvironmentCheck.ofVector(BrokenVectors.NeverEnds::new, SETTINGS.withTimeLimit(10_000));
    assertThat(report.findings()).isEmpty();
  }
}
