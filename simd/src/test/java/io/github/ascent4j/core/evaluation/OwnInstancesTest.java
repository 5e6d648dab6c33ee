package io.github.ascent4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.monitor.RunnerLogging;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.StateBuffer;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What trains and what is evaluated have environments of their own, and what is closed stays so.
 */
final class OwnInstancesTest {
  private static final PpoConfig SMALL =
      PpoConventions.sb3().withRolloutSteps(8).withMinibatchSize(16);
  private static final EvaluatorConfig OFTEN = EvaluatorConfig.DEFAULT.withEvery(1).withEpisodes(2);

  private static final class Walk implements Environment {
    private float position;

    @Override
    public Space observationSpace() {
      return Box.uniform(-100, 100, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return 9;
    }

    @Override
    public void reset(long seed, float[] observation) {
      position = seed % 3;
      observation[0] = position;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      position += action[0] - 0.5f;
      observation[0] = position;
      return Outcome.running(-Math.abs(position));
    }
  }

  private static VectorEnvironment walks() {
    return VectorEnvironments.of(Walk::new, 2);
  }

  @Test
  void evaluatorWithTheTrainingsOwnEnvironmentIsRefusedBeforeAnythingIsPlayed() {
    // One that knows nothing of guards, too.
    for (VectorEnvironment own : List.of(walks(), Wander.discrete(2))) {
      try (Agent<PpoConfig> agent = PpoAgent.create(own, SMALL, 0)) {
        for (Evaluator evaluator :
            List.of(
                new ReturnEvaluator(OFTEN, own), new StepsToThresholdEvaluator(OFTEN, own, 3))) {
          EvaluationCallback callback = new EvaluationCallback(agent, evaluator, outcome -> {});
          assertThatThrownBy(() -> agent.train(own, 64, callback))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("to evaluate in is the one to train in")
              .hasMessageContaining("make another one");
        }
        RunnerLogging logging = RunnerLogging.evaluating(1, agent, own, 0, List.of());
        assertThatThrownBy(() -> agent.train(own, 64, logging))
            .hasMessageContaining("to evaluate in is the one to train in");
      }
    }
  }

  /** As a callback of one's own may do, or through something around it. */
  @Test
  void trainingDoesNotGoOnInAnEnvironmentThatSomebodyElseHasPlayed() {
    VectorEnvironment own = walks();
    try (Agent<PpoConfig> agent = PpoAgent.create(own, SMALL, 0)) {
      TrainingCallback careless =
          new TrainingCallback() {
            @Override
            public Decision onUpdate(TrainingView training, TrainingProgress progress) {
              Evaluation.run(
                  agent.policy().actorCritic(),
                  new RecordedEpisodes(own, 1),
                  new EvaluationPlan(2, 5, true, 0));
              return Decision.CONTINUE;
            }
          };
      assertThatThrownBy(() -> agent.train(own, 64, careless))
          .hasMessageContaining("Walk was reset or stepped by somebody else in between")
          .hasMessageContaining("an environment of its own");
      Training<PpoConfig> training = Training.start(agent, own, 64);
      training.iterate();
      own.reset(3, new StepBatch(own));
      assertThatThrownBy(training::iterate).hasMessageContaining("by somebody else in between");
    }
  }

  @Test
  void oneAfterTheOtherIsFine() {
    VectorEnvironment own = walks();
    try (Agent<PpoConfig> agent = PpoAgent.create(own, SMALL, 0)) {
      List<Evaluation> found = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        agent.train(own, 32);
        found.add(
            Evaluation.run(agent.policy().actorCritic(), own, new EvaluationPlan(3, 1, true, 0)));
      }
      assertThat(found).hasSize(2);
    }
  }

  @Test
  void instanceThatTwoVectorsPlayIsNoticedByTheOneThatWasFirst() {
    Walk shared = new Walk();
    VectorEnvironment one = VectorEnvironments.of(() -> shared, 1);
    VectorEnvironment other = VectorEnvironments.of(() -> shared, 1);
    StepBatch batch = new StepBatch(one);
    StepBatch otherBatch = new StepBatch(other);
    one.reset(1, batch);
    one.step(new float[1], batch);
    other.reset(1, otherBatch);
    other.step(new float[1], otherBatch);
    assertThatThrownBy(() -> one.step(new float[1], batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Walk, copy 0: its instance is played by somebody else");
    one.reset(1, batch);
    one.step(new float[1], batch);
  }

  @Test
  void closedEnvironmentsAndAgentsRefuseToGoOn() {
    VectorEnvironment own = walks();
    StepBatch batch = new StepBatch(own);
    own.reset(1, batch);
    Agent<PpoConfig> agent = PpoAgent.create(own, SMALL, 0);
    Training<PpoConfig> training = Training.start(agent, own, 64);
    training.iterate();
    own.close();
    closed(() -> own.reset(1, batch), "Walk is closed; make a new one");
    closed(() -> own.step(new float[2], batch), "Walk is closed; make a new one");
    closed(() -> own.save(new StateBuffer()), "Walk is closed");
    assertThatThrownBy(training::iterate).hasMessageContaining("Walk is closed");
    float[] before = agent.policy().parameters();
    agent.close();
    closed(() -> agent.act(new float[1], true), "is closed; make a new engine, agent");
    closed(() -> agent.train(walks(), 64), "is closed");
    assertThat(agent.policy().parameters()).isEqualTo(before);
  }

  private static void closed(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessageContaining(message);
  }
}
