package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EvaluationOutcome;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.ReturnEvaluator;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When an agent is evaluated while it trains, and what may come of it. */
final class EvaluationCallbackTest {
  /** Every 200 steps, at the first update at or behind a multiple. */
  @ParameterizedTest
  @MethodSource("io.github.ascent4j.core.training.CallbacksTest#algorithms")
  void anAgentIsEvaluatedWhenDueAndTheBestIsKept(TrainingCase<?> base) {
    TrainingCase<?> training = base.in("Identity", () -> Identity.discrete(4, 3));
    List<EvaluationOutcome> outcomes = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    List<SavedAgent> agents = new ArrayList<>();
    EvaluatorConfig config = EvaluatorConfig.DEFAULT.withEpisodes(4).withEvery(200);
    try (Agent<?> agent = training.agent(SimdEngine.create(1));
        ReturnEvaluator evaluator = new ReturnEvaluator(config, Identity.discrete(4, 3))) {
      TrainingCallback watch =
          new TrainingCallback() {
            @Override
            public Decision onUpdate(TrainingView view, TrainingProgress progress) {
              if (outcomes.size() > agents.size()) {
                agents.add(view.agent());
              }
              steps.add(progress.steps());
              return Decision.CONTINUE;
            }
          };
      agent.train(
          training.newEnvironment(),
          1000,
          TrainingCallback.all(
              List.of(new EvaluationCallback(agent, evaluator, outcomes::add), watch)));
      List<Long> due = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        long before = i == 0 ? 0 : steps.get(i - 1);
        if (steps.get(i) / 200 > before / 200) {
          due.add(steps.get(i));
        }
      }
      assertThat(outcomes).extracting(EvaluationOutcome::step).isEqualTo(due);
      int best = 0;
      for (int i = 0; i < outcomes.size(); i++) {
        best = outcomes.get(i).best() ? i : best;
        assertThat(outcomes.get(i).evaluation().episodes()).isEqualTo(4);
        assertThat(outcomes.get(i).evaluation().meanReturn())
            .isLessThanOrEqualTo(evaluator.bestReturn());
      }
      assertThat(Objects.requireNonNull(evaluator.best())).isEqualTo(agents.get(best));
    }
  }

  /** As prt_rl's is_last asks for. */
  @ParameterizedTest
  @MethodSource("io.github.ascent4j.core.training.CallbacksTest#algorithms")
  void theLastPolicyIsEvaluatedEvenWhereNothingIsDueUnlessThatIsNotWanted(TrainingCase<?> base) {
    TrainingCase<?> training = base.in("Identity", () -> Identity.discrete(4, 3));
    List<EvaluationOutcome> outcomes = new ArrayList<>();
    try (Agent<?> agent = training.agent(SimdEngine.create(1));
        ReturnEvaluator evaluator =
            new ReturnEvaluator(
                EvaluatorConfig.DEFAULT.withEvery(1_000_000), Identity.discrete(4, 3))) {
      EvaluationCallback evaluation = new EvaluationCallback(agent, evaluator, outcomes::add);
      long steps = agent.train(training.newEnvironment(), 1000, evaluation).steps();
      assertThat(outcomes).extracting(EvaluationOutcome::step).containsExactly(steps);
      assertThat(evaluator.best()).isNotNull();
      outcomes.clear();
      agent.train(
          training.newEnvironment(),
          1000,
          EvaluationCallback.whenDue(agent, evaluator, outcomes::add));
      assertThat(outcomes).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.ascent4j.core.training.CallbacksTest#algorithms")
  void anEvaluationMayEndTheTraining(TrainingCase<?> base) {
    TrainingCase<?> training = base.in("Identity", () -> Identity.discrete(4, 3));
    for (EvaluatorConfig config :
        List.of(
            EvaluatorConfig.DEFAULT.withStopAtReturn(-1.0),
            // Nothing is an improvement by so much, but the first.
            EvaluatorConfig.DEFAULT.withPatience(1).withMinDelta(1000))) {
      List<EvaluationOutcome> outcomes = new ArrayList<>();
      CallbacksTest.Witness witness = new CallbacksTest.Witness();
      try (Agent<?> agent = training.agent(SimdEngine.create(1));
          ReturnEvaluator evaluator =
              new ReturnEvaluator(config.withEvery(1), Identity.discrete(4, 3))) {
        EvaluationCallback evaluation = new EvaluationCallback(agent, evaluator, outcomes::add);
        agent.train(
            training.newEnvironment(), 100_000, TrainingCallback.all(List.of(evaluation, witness)));
      }
      int expected = config.patience() > 0 ? 2 : 1;
      assertThat(outcomes).hasSize(expected);
      assertThat(outcomes.getLast().stop()).isNotEqualTo(EvaluationOutcome.Stop.NONE);
      assertThat(witness.heard.getLast()).startsWith("end " + expected);
    }
  }

  /** prt_rl's evaluator always drew. */
  @ParameterizedTest
  @MethodSource("io.github.ascent4j.core.training.CallbacksTest#algorithms")
  void actionsOfAnEvaluationAreTheMostProbableOrDrawn(TrainingCase<?> base) {
    TrainingCase<?> training = base.in("a box", () -> Wander.continuous(4));
    EvaluatorConfig often = EvaluatorConfig.DEFAULT.withEvery(1);
    List<Double> returns = new ArrayList<>();
    for (boolean deterministic : new boolean[] {true, true, false}) {
      try (Agent<?> agent = training.agent(SimdEngine.create(1));
          ReturnEvaluator evaluator =
              new ReturnEvaluator(often.withDeterministic(deterministic), Wander.continuous(10))) {
        agent.train(
            training.newEnvironment(),
            1,
            new EvaluationCallback(
                agent, evaluator, outcome -> returns.add(outcome.evaluation().meanReturn())));
      }
    }
    assertThat(returns.get(1)).isEqualTo(returns.get(0));
    assertThat(returns.get(2)).isNotEqualTo(returns.get(0));
  }
}
