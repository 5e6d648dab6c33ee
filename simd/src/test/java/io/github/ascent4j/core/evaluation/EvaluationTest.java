package io.github.ascent4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Script;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
  private final SimdEngine engine = SimdEngine.create(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ActorCriticPolicy policy(
      VectorEnvironment environment, @Nullable ObservationNormalizer normalizer) {
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
        new TrainingRandom(1, 0));
  }

  private static Script script() {
    return new Script(2, Box.uniform(-9, 9, 1), new Discrete(2));
  }

  /** Copy 1 ends first and goes on in another episode, which does not count. */
  @Test
  void everyCopyPlaysOneEpisode() {
    Script script = script();
    script.then(0, 0);
    StepBatch first = script.then(0, 0);
    first.rewards[0] = 1;
    first.rewards[1] = 10;
    first.terminated[1] = true;
    StepBatch second = script.then(0, 0);
    second.rewards[0] = 2;
    second.rewards[1] = 100;
    second.terminated[1] = true;
    StepBatch third = script.then(0, 0);
    third.rewards[0] = 4;
    third.truncated[0] = true;

    Evaluation evaluation = Evaluation.run(policy(script, null), script, 0, null);
    assertThat(evaluation.returns()).containsExactly(7.0, 10.0);
    assertThat(evaluation.lengths()).containsExactly(3, 1);
    assertThat(evaluation.meanReturn()).isEqualTo(8.5);
    assertThat(evaluation.stdReturn()).isEqualTo(1.5);
    assertThat(evaluation.minReturn()).isEqualTo(7);
    assertThat(evaluation.maxReturn()).isEqualTo(10);
    assertThat(evaluation.meanLength()).isEqualTo(2);
  }

  @Test
  void theSameSeedGivesTheSameEpisodes() {
    Wander wander = Wander.continuous(5);
    ActorCriticPolicy policy = policy(wander, null);
    Evaluation first = Evaluation.run(policy, wander, 3, null);
    assertThat(Evaluation.run(policy, wander, 3, null)).isEqualTo(first);
    assertThat(Evaluation.run(policy, wander, 4, null)).isNotEqualTo(first);
    assertThat(Evaluation.run(policy, wander, 3, new TrainingRandom(1, 1))).isNotEqualTo(first);
  }

  @Test
  void statisticsOfObservationsStayAsTheyAre() {
    Wander wander = Wander.discrete(3);
    RunningMeanVariance statistics =
        new RunningMeanVariance(new double[3], new double[] {4, 4, 4}, 10);
    RunningMeanVariance before = statistics.copy();
    Evaluation.run(
        policy(wander, new ObservationNormalizer(statistics, 1e-8, 10)), wander, 3, null);
    assertThat(statistics).isEqualTo(before);
  }

  @Test
  void aReturnThatIsNotFiniteIsNamed() {
    Script script = script();
    script.then(0, 0);
    script.then(0, 0).rewards[1] = Double.NaN;
    ActorCriticPolicy policy = policy(script, null);
    assertThatThrownBy(() -> Evaluation.run(policy, script, 0, null))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Script, copy 1: return NaN after 1 steps");
  }

  @Test
  void anEvaluationHasEpisodes() {
    assertThatThrownBy(() -> new Evaluation(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 returns and 0 lengths");
    assertThat(new Evaluation(List.of(2.0), List.of(3)).stdReturn()).isCloseTo(0, within(1e-12));
  }
}
