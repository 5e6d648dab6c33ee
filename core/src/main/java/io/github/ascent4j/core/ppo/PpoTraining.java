package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.advantage.GeneralizedAdvantageEstimation;
import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.logging.TrainingProgress;
import io.github.ascent4j.core.rollout.EpisodeStatistics;
import io.github.ascent4j.core.rollout.RewardScaling;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.rollout.RolloutCollector;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A training in progress: one rollout and update at a time, to be saved between any two of them and
 * resumed, on this JVM or another, to the bits of a training that was never interrupted.
 */
public final class PpoTraining {
  private final PpoAgent agent;
  private final VectorEnvironment environment;
  private final RolloutCollector collector;
  private final RolloutBuffer buffer;
  private final PpoUpdate update;
  private final long totalSteps;
  private final long totalIterations;
  private long iteration;
  private long firstIteration;
  private double earlierSeconds;
  private double sessionSeconds;

  private PpoTraining(PpoAgent agent, VectorEnvironment environment, long totalSteps) {
    PpoConfig config = agent.config();
    ActorCriticPolicy policy = agent.policy().actorCritic();
    checkSpaces(policy.description(), environment);
    if (totalSteps < 1) {
      throw new IllegalArgumentException("totalSteps " + totalSteps + " must be at least 1");
    }
    this.agent = agent;
    this.environment = environment;
    this.totalSteps = totalSteps;
    int environments = environment.copies();
    totalIterations = config.iterations(totalSteps, environments);
    RewardScaling scaling =
        config.normalizeRewards()
            ? new RewardScaling(
                environments,
                config.gamma(),
                PpoPolicy.NORMALIZER_EPSILON,
                PpoPolicy.NORMALIZER_LIMIT)
            : null;
    collector =
        new RolloutCollector(
            environment, policy, scaling, config.bootstrapTruncated(), agent.acting());
    buffer =
        new RolloutBuffer(
            config.rolloutSteps(),
            environments,
            environment.observationSpace().flatSize(),
            environment.actionSpace().flatSize());
    update = new PpoUpdate(config, policy, environments);
  }

  private static void checkSpaces(AgentDescription description, VectorEnvironment environment) {
    if (!description.observationSpace().equals(environment.observationSpace())
        || !description.actionSpace().equals(environment.actionSpace())) {
      throw new IllegalArgumentException(
          "the agent is made for observations "
              + description.observationSpace()
              + " and actions "
              + description.actionSpace()
              + ", but "
              + environment.name()
              + " has "
              + environment.observationSpace()
              + " and "
              + environment.actionSpace());
    }
  }

  /** Starts a training; the environments are reset from the agent's seed. */
  public static PpoTraining start(PpoAgent agent, VectorEnvironment environment, long totalSteps) {
    PpoTraining training = new PpoTraining(agent, environment, totalSteps);
    training.collector.reset(agent.seed());
    return training;
  }

  /**
   * Goes on from what {@link #save} wrote.
   *
   * @param environment a new instance of the same environment, with as many copies
   * @param totalSteps total of the whole training, usually that of its start; schedules follow it
   * @param engine runs the agent and is closed with it
   */
  public static PpoTraining resume(
      Path path, VectorEnvironment environment, long totalSteps, Engine engine) throws IOException {
    return PpoCheckpoint.training(Safetensors.read(path), environment, totalSteps, engine);
  }

  static PpoTraining resumed(
      PpoAgent agent, VectorEnvironment environment, long totalSteps, DataInput state)
      throws IOException {
    PpoTraining training = new PpoTraining(agent, environment, totalSteps);
    training.iteration = state.readLong();
    training.firstIteration = training.iteration;
    training.earlierSeconds = state.readDouble();
    training.collector.restore(state);
    return training;
  }

  void save(DataOutput state) throws IOException {
    state.writeLong(iteration);
    state.writeDouble(earlierSeconds + sessionSeconds);
    collector.save(state);
  }

  /** Writes everything that decides how this training goes on. */
  public void save(Path path) throws IOException {
    Safetensors.write(path, PpoCheckpoint.of(this));
  }

  public PpoAgent agent() {
    return agent;
  }

  public VectorEnvironment environment() {
    return environment;
  }

  /** Steps taken over all environments. */
  public long steps() {
    return iteration * buffer.size();
  }

  public boolean finished() {
    return iteration >= totalIterations;
  }

  /** Makes one rollout and one update. */
  public TrainingProgress iterate() {
    long start = System.nanoTime();
    PpoConfig config = agent.config();
    collector.collect(buffer);
    GeneralizedAdvantageEstimation.compute(
        buffer.steps(),
        buffer.environments(),
        buffer.rewards,
        buffer.values,
        buffer.terminated,
        buffer.truncated,
        buffer.finalValues,
        buffer.bootstrapValues,
        config.gamma(),
        config.gaeLambda(),
        buffer.advantages,
        buffer.returns);
    long before = iteration;
    iteration++;
    PpoMetrics metrics = update.run(buffer, remaining(before), agent.shuffling());
    sessionSeconds += (System.nanoTime() - start) * 1e-9;
    return progress(metrics);
  }

  /** Progress that the schedules are read at in the update of an iteration counted from 0. */
  private double remaining(long index) {
    return switch (agent.config().annealing()) {
      case BEFORE_ROLLOUT -> 1 - (double) index / totalIterations;
      case AFTER_ROLLOUT -> Math.max(0, 1 - (double) (index + 1) * buffer.size() / totalSteps);
    };
  }

  private TrainingProgress progress(PpoMetrics metrics) {
    EpisodeStatistics episodes = collector.episodes();
    return new TrainingProgress(
        steps(),
        totalSteps,
        iteration,
        episodes.episodes(),
        episodes.meanReturn(),
        episodes.meanLength(),
        earlierSeconds + sessionSeconds,
        (iteration - firstIteration) * buffer.size(),
        sessionSeconds,
        metrics);
  }
}
