package io.github.ascent4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.evaluation.EvaluationOutcome.Stop;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
  private static final EvaluatorConfig CONFIG = EvaluatorConfig.DEFAULT.withEpisodes(2);

  private final SimdEngine engine = SimdEngine.create(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ActorCriticPolicy policy(
      VectorEnvironment environment, long seed, @Nullable ObservationNormalizer normalizer) {
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            PolicyConfig.DEFAULT.network(environment.observationSpace(), environment.actionSpace()),
            PolicyConfig.DEFAULT.actionMapping(environment.actionSpace()));
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        normalizer,
        new TrainingRandom(seed, 0));
  }

  private static SavedAgent saved(ActorCriticPolicy policy, String name) {
    return new SavedAgent(
        policy.description(), policy.parameters(), policy.normalizer(), Map.of("name", name));
  }

  /** Evaluations whose mean returns are the given ones, in order. */
  private List<EvaluationOutcome> outcomes(Evaluator evaluator, Payout payout, double... returns) {
    ActorCriticPolicy policy = policy(payout, 1, null);
    List<EvaluationOutcome> outcomes = new ArrayList<>();
    for (double meanReturn : returns) {
      payout.reward = meanReturn;
      long step = 100L * (outcomes.size() + 1);
      outcomes.add(evaluator.evaluate(step, policy, () -> saved(policy, "at " + step)));
    }
    return outcomes;
  }

  private static @Nullable String best(Evaluator evaluator) {
    SavedAgent best = evaluator.best();
    return best == null ? null : best.provenance().get("name");
  }

  @Test
  void figuresAreThoseOfTheEpisodes() {
    Wander wander = Wander.continuous(5);
    ActorCriticPolicy policy = policy(wander, 1, null);
    EvaluatorConfig config = CONFIG.withEpisodes(5).withSeed(7);
    Evaluation expected = Evaluation.run(policy, Wander.continuous(5), 7, null);
    EvaluationOutcome outcome =
        new ReturnEvaluator(config, wander).evaluate(64, policy, () -> saved(policy, ""));
    assertThat(outcome.step()).isEqualTo(64);
    assertThat(outcome.evaluation()).isEqualTo(expected);
    assertThat(outcome.figures())
        .containsExactly(
            Map.entry("eval/mean_reward", expected.meanReturn()),
            Map.entry("eval/std_reward", expected.stdReturn()),
            Map.entry("eval/min_reward", expected.minReturn()),
            Map.entry("eval/max_reward", expected.maxReturn()),
            Map.entry("eval/mean_ep_length", expected.meanLength()));
  }

  @Test
  void theNumberOfCopiesChangesNoResult() {
    EvaluatorConfig config = CONFIG.withEpisodes(7);
    List<Evaluation> evaluations = new ArrayList<>();
    for (int copies : new int[] {1, 3, 7, 10}) {
      Wander wander = Wander.discrete(copies);
      ActorCriticPolicy policy = policy(wander, 1, null);
      evaluations.add(
          new ReturnEvaluator(config, wander)
              .evaluate(1, policy, () -> saved(policy, ""))
              .evaluation());
    }
    assertThat(evaluations.getFirst().episodes()).isEqualTo(7);
    assertThat(evaluations).containsOnly(evaluations.getFirst());
  }

  /** Each evaluation draws the same numbers, so evaluations of one policy are equal. */
  @Test
  void actionsAreDrawnWhereAsked() {
    Wander wander = Wander.continuous(4);
    ActorCriticPolicy policy = policy(wander, 1, null);
    Supplier<SavedAgent> snapshot = () -> saved(policy, "");
    EvaluatorConfig drawn = CONFIG.withDeterministic(false);
    Evaluation mode =
        new ReturnEvaluator(CONFIG, wander).evaluate(1, policy, snapshot).evaluation();
    Evaluation first =
        new ReturnEvaluator(drawn, wander).evaluate(1, policy, snapshot).evaluation();
    assertThat(first).isNotEqualTo(mode);
    assertThat(new ReturnEvaluator(drawn, wander).evaluate(2, policy, snapshot).evaluation())
        .isEqualTo(first);
  }

  @Test
  void statisticsOfTheAgentAreUsedAndStayAsTheyAre() {
    Wander wander = Wander.continuous(2);
    RunningMeanVariance statistics =
        new RunningMeanVariance(new double[] {1, 2, 3}, new double[] {4, 9, 0.1}, 10);
    RunningMeanVariance before = statistics.copy();
    ActorCriticPolicy normalizing =
        policy(wander, 1, new ObservationNormalizer(statistics, 1e-8, 10));
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG, wander);
    EvaluationOutcome outcome = evaluator.evaluate(1, normalizing, () -> saved(normalizing, ""));
    assertThat(statistics).isEqualTo(before);
    ActorCriticPolicy plain = policy(wander, 1, null);
    assertThat(evaluator.evaluate(2, plain, () -> saved(plain, "")).evaluation())
        .isNotEqualTo(outcome.evaluation());
  }

  @Test
  void anEvaluationIsDueWhereAMultipleIsReached() {
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG.withEvery(100), new Payout(1));
    assertThat(evaluator.due(0, 99)).isFalse();
    assertThat(evaluator.due(64, 100)).isTrue();
    assertThat(evaluator.due(100, 199)).isFalse();
    assertThat(evaluator.due(199, 512)).isTrue();
  }

  /** Of equals the latest, as prt_rl. */
  @Test
  void theBestAgentIsTheLatestWithTheHighestReturn() {
    Payout payout = new Payout(2);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG, payout);
    assertThat(evaluator.best()).isNull();
    assertThat(outcomes(evaluator, payout, -5, 3, 2, 3, 1))
        .extracting(EvaluationOutcome::best)
        .containsExactly(true, true, false, true, false);
    assertThat(best(evaluator)).isEqualTo("at 400");
    assertThat(evaluator.bestReturn()).isEqualTo(3);
  }

  @Test
  void nothingIsKeptWhereNotAsked() {
    Payout payout = new Payout(1);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG.withKeepBest(false), payout);
    ActorCriticPolicy policy = policy(payout, 1, null);
    EvaluationOutcome outcome =
        evaluator.evaluate(
            1,
            policy,
            () -> {
              throw new AssertionError();
            });
    assertThat(outcome.best()).isTrue();
    assertThat(evaluator.best()).isNull();
  }

  @Test
  void aReturnThatIsGoodEnoughStops() {
    Payout payout = new Payout(1);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG.withStopAtReturn(10.0), payout);
    List<EvaluationOutcome> outcomes = outcomes(evaluator, payout, 9.5, 10);
    assertThat(outcomes)
        .extracting(EvaluationOutcome::stop)
        .containsExactly(Stop.NONE, Stop.RETURN_REACHED);
    assertThat(outcomes)
        .extracting(EvaluationOutcome::reason)
        .containsExactly("", "the mean return 10.0 reached stopAtReturn 10.0");
  }

  @Test
  void noImprovementForTooLongStops() {
    Payout payout = new Payout(1);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG.withPatience(2), payout);
    List<EvaluationOutcome> outcomes = outcomes(evaluator, payout, 1, 1, 2, 1, 2);
    assertThat(outcomes)
        .extracting(EvaluationOutcome::stop)
        .containsExactly(Stop.NONE, Stop.NONE, Stop.NONE, Stop.NONE, Stop.NO_IMPROVEMENT);
    assertThat(outcomes.getLast().reason())
        .isEqualTo(
            "2 evaluations in a row did not improve on the mean return 2.0 by more than minDelta"
                + " 0.0");
    assertThat(best(evaluator)).isEqualTo("at 500");
  }

  /** Small steps up are no improvement each, but together they are. */
  @Test
  void improvementIsCountedFromTheLastOne() {
    Payout payout = new Payout(1);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG.withPatience(3).withMinDelta(1), payout);
    assertThat(outcomes(evaluator, payout, 0, 0.5, 1, 1.5, 2, 2.25, 2.5))
        .extracting(EvaluationOutcome::stop)
        .containsExactly(
            Stop.NONE, Stop.NONE, Stop.NONE, Stop.NONE, Stop.NONE, Stop.NONE, Stop.NO_IMPROVEMENT);
    assertThat(evaluator.bestReturn()).isEqualTo(2.5);
  }

  @Test
  void aResumedEvaluatorDecidesAsAnUninterruptedOne() throws IOException {
    double[] early = {1, 4, 3};
    double[] late = {4, 3, 5, 2, 2, 2};
    EvaluatorConfig config = CONFIG.withPatience(3).withMinDelta(0.5);
    Payout payout = new Payout(1);
    ReturnEvaluator whole = new ReturnEvaluator(config, payout);
    outcomes(whole, payout, early);
    byte[] state = StateBytes.of(whole::save);
    List<EvaluationOutcome> expected = outcomes(whole, payout, late);
    ReturnEvaluator resumed = new ReturnEvaluator(config, payout);
    StateBytes.read(state, resumed::restore);
    assertThat(resumed.best()).isNull();
    assertThat(outcomes(resumed, payout, late)).isEqualTo(expected);
    assertThat(expected.getLast().stop()).isEqualTo(Stop.NO_IMPROVEMENT);
    assertThat(StateBytes.of(resumed::save)).isEqualTo(StateBytes.of(whole::save));
  }

  @Test
  void aStateThatCannotBeIsRefused() throws IOException {
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG, new Payout(1));
    StateBytes.read(StateBytes.of(evaluator::save), evaluator::restore);
    byte[] state =
        StateBytes.of(
            out -> {
              out.writeDouble(1);
              out.writeDouble(2);
              out.writeInt(0);
            });
    assertThatThrownBy(() -> StateBytes.read(state, evaluator::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("best return 1.0, last improvement 2.0");
  }

  @Test
  void anEnvironmentWithOtherSpacesIsNamed() {
    ActorCriticPolicy policy = policy(Wander.continuous(1), 1, null);
    ReturnEvaluator evaluator = new ReturnEvaluator(CONFIG, new Payout(1));
    assertThatThrownBy(() -> evaluator.evaluate(1, policy, () -> saved(policy, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but it is to be evaluated in Payout with");
  }

  @Test
  void environmentsAreClosedWithTheEvaluator() {
    Payout payout = new Payout(1);
    new ReturnEvaluator(CONFIG, payout).close();
    assertThat(payout.closed).isTrue();
  }

  @Test
  void theFirstStepAtTheThresholdIsKept() throws IOException {
    Payout payout = new Payout(1);
    StepsToThresholdEvaluator evaluator = new StepsToThresholdEvaluator(CONFIG, payout, 5);
    List<EvaluationOutcome> outcomes = outcomes(evaluator, payout, 4, 5, 3, 9);
    assertThat(outcomes)
        .extracting(outcome -> outcome.figures().get("eval/numsteps"))
        .containsExactly(Double.NaN, 200.0, 200.0, 200.0);
    assertThat(outcomes)
        .extracting(outcome -> outcome.figures().get("eval/mean_reward"))
        .containsExactly(4.0, 5.0, 3.0, 9.0);
    assertThat(outcomes)
        .extracting(EvaluationOutcome::best)
        .containsExactly(false, true, false, false);
    assertThat(outcomes).extracting(EvaluationOutcome::stop).containsOnly(Stop.NONE);
    assertThat(best(evaluator)).isEqualTo("at 200");

    StepsToThresholdEvaluator resumed = new StepsToThresholdEvaluator(CONFIG, payout, 5);
    assertThat(resumed.steps()).isNaN();
    StateBytes.read(StateBytes.of(evaluator::save), resumed::restore);
    assertThat(resumed.steps()).isEqualTo(200);
    assertThat(outcomes(resumed, payout, 9)).noneMatch(EvaluationOutcome::best);
    assertThatThrownBy(
            () -> StateBytes.read(StateBytes.of(out -> out.writeLong(-2)), resumed::restore))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reached at step -2");
  }

  @Test
  void aThresholdTakesNoOptionsThatStop() {
    assertThatThrownBy(
            () -> new StepsToThresholdEvaluator(CONFIG.withStopAtReturn(5.0), new Payout(1), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stopAtReturn 5.0 and patience 0 have no effect here");
    assertThatThrownBy(() -> new StepsToThresholdEvaluator(CONFIG, new Payout(1), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold NaN");
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    refused(() -> CONFIG.withEpisodes(0), "episodes 0 must be at least 1");
    refused(() -> CONFIG.withEvery(0), "every 0 must be at least 1 step");
    refused(() -> CONFIG.withStopAtReturn(Double.NaN), "stopAtReturn NaN is never reached");
    refused(() -> CONFIG.withPatience(-1), "patience -1 must not be negative");
    refused(
        () -> CONFIG.withPatience(1).withMinDelta(-1),
        "minDelta -1.0 must be finite and not negative");
    refused(() -> CONFIG.withPatience(1).withMinDelta(Double.NaN), "minDelta NaN must be finite");
    refused(() -> CONFIG.withMinDelta(1), "minDelta 1.0 has no effect with patience 0");
  }

  private static void refused(Supplier<EvaluatorConfig> config, String message) {
    assertThatThrownBy(config::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void prtRlsDefaultsAreOneDrawnEpisodeAfterEveryUpdate() {
    EvaluatorConfig config = EvaluatorConfig.prt();
    assertThat(config.episodes()).isOne();
    assertThat(config.every()).isOne();
    assertThat(config.deterministic()).isFalse();
    assertThat(config.keepBest()).isFalse();
    assertThat(config.stopAtReturn()).isNull();
    assertThat(config.patience()).isZero();
  }
}
