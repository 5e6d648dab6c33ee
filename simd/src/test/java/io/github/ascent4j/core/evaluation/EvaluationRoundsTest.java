package io.github.ascent4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.ContinuousDistribution;
import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.ExplorationConfig;
import io.github.ascent4j.core.policy.MemoryConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Forbidden;
import io.github.ascent4j.core.testing.Mixed;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.PlayInterruptedException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Episodes of an evaluation are the same whatever plays them, and come to an end. */
final class EvaluationRoundsTest {
  private static final PolicyConfig SMALL = PolicyConfig.DEFAULT.withHiddenSizes(List.of(9));

  private final SimdEngine engine = SimdEngine.create(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private ActorCriticPolicy policy(VectorEnvironment environment, PolicyConfig config) {
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            config.network(environment.observationSpace(), environment.actionSpace()),
            config.actionMapping(environment.actionSpace()),
            environment.actionMaskSize() > 0);
    return ActorCriticPolicy.initialize(
        description,
        engine,
        Optimization.of(Optimizer.Adam.withEpsilon(1e-5)),
        null,
        new TrainingRandom(1, 0));
  }

  /** Pictures of noise, and a coin to call. */
  private static final class Noise implements Environment {
    private SplittableRandom random = new SplittableRandom();

    @Override
    public Space observationSpace() {
      return Box.uniform(List.of(1, 36, 36), DType.UINT8, 0, 255);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(3);
    }

    @Override
    public int timeLimit() {
      return 9;
    }

    @Override
    public void reset(long seed, float[] observation) {
      random = new SplittableRandom(seed);
      draw(observation);
    }

    private void draw(float[] observation) {
      for (int i = 0; i < observation.length; i++) {
        observation[i] = random.nextInt(256);
      }
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      draw(observation);
      double reward = random.nextDouble() * action[0];
      return random.nextInt(8) == 0 ? Outcome.terminal(reward) : Outcome.running(reward);
    }
  }

  private static Arguments task(
      String name, IntFunction<VectorEnvironment> environment, PolicyConfig config) {
    return Arguments.of(Named.of(name, environment), config);
  }

  static Stream<Arguments> tasks() {
    MemoryConfig remembering =
        MemoryConfig.lstm(5).withPreviousAction(true).withPreviousReward(true);
    PolicyConfig beta = SMALL.withContinuousActions(ContinuousDistribution.BETA);
    return Stream.of(
        task("discrete", Wander::discrete, SMALL),
        task("gaussian", Wander::continuous, SMALL),
        task("beta", Wander::continuous, beta),
        task(
            "exploring by features",
            Wander::continuous,
            SMALL.withExploration(ExplorationConfig.DEFAULT.withEnabled(true))),
        task("masks", Forbidden::multiDiscrete, SMALL),
        task("a tuple with masks", Mixed::new, SMALL),
        task("memory", Wander::discrete, SMALL.withMemory(remembering)),
        task(
            "pictures",
            copies -> VectorEnvironments.of(Noise::new, copies),
            SMALL.withEncoder(EncoderConfig.NATURE)),
        task("threads", copies -> VectorEnvironments.of(Noise::new, copies, 2), SMALL));
  }

  private Evaluation played(
      IntFunction<VectorEnvironment> environment,
      PolicyConfig config,
      int copies,
      EvaluationPlan plan) {
    try (VectorEnvironment made = environment.apply(copies)) {
      return Evaluation.run(policy(made, config), made, plan);
    }
  }

  /** To the bit; and an episode is the same where it is the first or the only one. */
  @ParameterizedTest
  @MethodSource("tasks")
  void neitherCopiesNorOtherEpisodesChangeAnEpisode(
      IntFunction<VectorEnvironment> environment, PolicyConfig config) {
    for (boolean deterministic : new boolean[] {true, false}) {
      EvaluationPlan plan = new EvaluationPlan(25, 7, deterministic, 0);
      Evaluation one = played(environment, config, 1, plan);
      assertThat(one.episodes()).isEqualTo(25);
      assertThat(new HashSet<>(one.returns())).hasSizeGreaterThan(5);
      for (int copies : new int[] {3, 25, 100}) {
        assertThat(played(environment, config, copies, plan)).isEqualTo(one);
      }
      Evaluation alone =
          played(environment, config, 2, new EvaluationPlan(1, 20, deterministic, 0));
      assertThat(alone.returns()).containsExactly(one.returns().get(13));
      assertThat(alone.lengths()).containsExactly(one.lengths().get(13));
    }
  }

  /** An episode that ends if it started from the right seed. */
  private static final class Treadmill implements Environment {
    private final List<Long> seeds;
    private final int timeLimit;
    private final long endless;
    private boolean ends;

    Treadmill(List<Long> seeds, int timeLimit, long endless) {
      this.seeds = seeds;
      this.timeLimit = timeLimit;
      this.endless = endless;
    }

    @Override
    public Space observationSpace() {
      return Box.uniform(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return timeLimit;
    }

    @Override
    public void reset(long seed, float[] observation) {
      seeds.add(seed);
      ends = seed != VectorEnvironments.episodeSeed(endless, 0);
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      observation[0] = 0;
      return ends ? Outcome.terminal(1) : Outcome.running(1);
    }
  }

  private void run(int copies, int timeLimit, EvaluationPlan plan) {
    IntFunction<VectorEnvironment> environment =
        n -> VectorEnvironments.of(() -> new Treadmill(new ArrayList<>(), timeLimit, 9), n);
    played(environment, SMALL, copies, plan);
  }

  @Test
  void anEpisodeGetsTheSeedThatIsSaid() {
    List<Long> seeds = Collections.synchronizedList(new ArrayList<>());
    IntFunction<VectorEnvironment> environment =
        n -> VectorEnvironments.of(() -> new Treadmill(seeds, 5, -1), n);
    played(environment, SMALL, 1, new EvaluationPlan(3, 40, true, 0));
    // Every episode is of one step, after which the copy begins another one that does not count.
    assertThat(seeds)
        .containsExactly(
            VectorEnvironments.episodeSeed(40, 0),
            VectorEnvironments.episodeSeed(40, 1),
            VectorEnvironments.episodeSeed(41, 0),
            VectorEnvironments.episodeSeed(41, 1),
            VectorEnvironments.episodeSeed(42, 0),
            VectorEnvironments.episodeSeed(42, 1));
  }

  @Test
  void anEpisodeWithoutEndIsNamedWhateverPlaysIt() {
    for (int copies : new int[] {1, 3, 10}) {
      assertThatThrownBy(() -> run(copies, Integer.MAX_VALUE, new EvaluationPlan(10, 4, true, 300)))
          .isInstanceOf(EndlessEpisodeException.class)
          .hasMessageStartingWith(
              "Treadmill: episode 5 of 10 (counted from 0; its seed is 9) has not ended after 300"
                  + " steps");
      // Its own limit, and one that is longer than what is taken where there is none.
      run(copies, 20, new EvaluationPlan(10, 4, true, 0));
    }
    run(1, EvaluationPlan.MOST_STEPS + 5, new EvaluationPlan(1, 9, true, 0));
    assertThatThrownBy(() -> run(1, Integer.MAX_VALUE, new EvaluationPlan(1, 9, true, 0)))
        .hasMessageContaining("has not ended after 100,000 steps");
  }

  @Test
  void anInterruptEndsAnEvaluationAndStays() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> run(1, Integer.MAX_VALUE, new EvaluationPlan(1, 9, true, Integer.MAX_VALUE)))
        .isInstanceOf(PlayInterruptedException.class)
        .hasMessage("playing Treadmill was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
