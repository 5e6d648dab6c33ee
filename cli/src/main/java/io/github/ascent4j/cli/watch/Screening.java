package io.github.ascent4j.cli.watch;

import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.PolicySession;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays episodes of one copy of an environment in front of a screen. */
public final class Screening {
  private final VectorEnvironment environment;
  private final PolicySession session;
  private final @Nullable TrainingRandom random;

  /**
   * @param environment with one copy
   * @param stochastic whether actions are drawn from the policy, by {@code seed}; otherwise the
   *     most probable ones are taken
   */
  public Screening(VectorEnvironment environment, SavedAgent agent, long seed, boolean stochastic) {
    this.environment = environment;
    session = new Policy(agent).session();
    random = stochastic ? RandomStream.SCREENING.of(seed) : null;
  }

  /**
   * Plays.
   *
   * @param onEnd told of the return and the length of each episode that is played to its end
   * @return whether the environment can be drawn at all
   */
  public boolean run(Screen screen, long seed, int episodes, EpisodeEnd onEnd) throws IOException {
    StepBatch batch = new StepBatch(environment);
    float[] action = new float[environment.actionSpace().flatSize()];
    environment.reset(seed, batch);
    session.reset();
    double sum = 0;
    int length = 0;
    for (int played = 0; played < episodes; ) {
      Optional<Scene> scene = environment.scene(0);
      if (scene.isEmpty()) {
        return false;
      }
      if (!screen.show(scene.get())) {
        return true;
      }
      act(batch, action);
      environment.step(action, batch);
      session.reward((float) batch.rewards[0]);
      sum += batch.rewards[0];
      length++;
      if (batch.terminated[0] || batch.truncated[0]) {
        onEnd.ended(sum, length);
        session.reset();
        sum = 0;
        length = 0;
        played++;
      }
    }
    return true;
  }

  private void act(StepBatch batch, float[] action) {
    boolean[] mask = session.description().actionMasks() ? batch.actionMasks : null;
    if (random == null) {
      session.act(batch.observations, batch.images, mask, action);
    } else {
      session.sample(batch.observations, batch.images, mask, random, action);
    }
  }

  /** Told of an episode. */
  @FunctionalInterface
  public interface EpisodeEnd {
    void ended(double episodeReturn, int length);
  }
}
