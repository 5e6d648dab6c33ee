package io.github.ascent4j.core.training;

import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActionReach;
import io.github.ascent4j.core.policy.AgentMemory;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy with what trains it. Used by one thread at a time. The same seed, config and environment
 * give the same agent, bit for bit.
 *
 * @param <C> the algorithm's config
 */
public final class Agent<C extends Record & AlgorithmConfig> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Agent.class);

  private final Algorithm<C> algorithm;
  private final AgentPolicy policy;
  private final C config;
  private final Engine engine;
  private final long seed;
  private final TrainingRandom asking;
  private final TrainingRandom acting;
  private final TrainingRandom shuffling;
  private final TrainingRandom starting;

  Agent(Algorithm<C> algorithm, AgentPolicy policy, C config, long seed, Engine engine) {
    this.algorithm = algorithm;
    this.policy = policy;
    this.config = config;
    this.engine = engine;
    this.seed = seed;
    asking = RandomStream.ASKING.of(seed);
    acting = RandomStream.ACTING.of(seed);
    shuffling = RandomStream.SHUFFLING.of(seed);
    starting = RandomStream.STARTING.of(seed);
  }

  /**
   * Reads an agent that {@link #save} or {@link Training#save} wrote.
   *
   * @param algorithm the algorithm that wrote it
   * @param engine runs the agent and is closed with it
   */
  public static <C extends Record & AlgorithmConfig> Agent<C> load(
      Path path, Algorithm<C> algorithm, Engine engine) throws IOException {
    return Snapshots.agent(Safetensors.read(path), algorithm, engine, UnaryOperator.identity());
  }

  /** The generator that fresh parameters are drawn from. */
  public static TrainingRandom initialization(long seed) {
    return RandomStream.INITIALIZATION.of(seed);
  }

  public Algorithm<C> algorithm() {
    return algorithm;
  }

  public AgentPolicy policy() {
    return policy;
  }

  public C config() {
    return config;
  }

  public long seed() {
    return seed;
  }

  TrainingRandom acting() {
    return acting;
  }

  TrainingRandom shuffling() {
    return shuffling;
  }

  TrainingRandom starting() {
    return starting;
  }

  /**
   * The action for one observation. What is left to chance comes from a generator that serves
   * nothing else, so a training that goes on meanwhile stays the same to the bit. It starts anew
   * from the seed with every agent that is made or loaded.
   *
   * @param deterministic whether to take the most probable action instead of drawing one
   * @throws IllegalStateException if this agent goes by the steps before, which it would forget;
   *     see the {@code act} with a memory
   */
  public float[] act(float[] observation, boolean deterministic) {
    return act(observation, null, deterministic);
  }

  /**
   * The action for one observation; see the other {@code act}.
   *
   * @param mask which choices are allowed; null for all
   * @param deterministic whether to take the most probable action instead of drawing one
   */
  public float[] act(float[] observation, boolean @Nullable [] mask, boolean deterministic) {
    return policy.act(observation, mask, deterministic, asking).actions();
  }

  /**
   * The action of the next step of an episode.
   *
   * @param mask which choices are allowed; null for all
   * @param memory of one episode, {@code policy().memory(1)} at its start; goes on as {@link
   *     AgentPolicy#act(float[], boolean[], AgentMemory, boolean,
   *     java.util.random.RandomGenerator)} says
   * @param deterministic whether to take the most probable action instead of drawing one
   */
  public float[] act(
      float[] observation, boolean @Nullable [] mask, AgentMemory memory, boolean deterministic) {
    return policy.act(observation, mask, memory, deterministic, asking).actions();
  }

  /**
   * Trains for {@code totalSteps} steps over all environments together; the last batch is finished,
   * so it may be somewhat more.
   *
   * @return where the training ended
   * @throws io.github.ascent4j.environment.PlayInterruptedException if the thread is interrupted,
   *     as {@link Training#iterate} says
   */
  public TrainingProgress train(VectorEnvironment environment, long totalSteps) {
    return train(environment, totalSteps, new TrainingCallback() {});
  }

  /**
   * Trains as {@link #train(VectorEnvironment, long)}.
   *
   * @param callback sees every rollout and update, and may end the training: one of {@code
   *     core.monitor} and {@code core.checkpoint}, or your own
   */
  public TrainingProgress train(
      VectorEnvironment environment, long totalSteps, TrainingCallback callback) {
    Training<C> training = Training.start(this, environment, totalSteps);
    training.setCallback(callback);
    ActionReach.warning(config.policy(), environment.actionSpace())
        .ifPresent(warning -> LOGGER.warn("{}: {}", environment.name(), warning));
    TrainingProgress progress;
    boolean warned = false;
    do {
      progress = training.iterate();
      if (!warned) {
        Optional<String> warning = training.rewardWarning();
        warning.ifPresent(LOGGER::warn);
        warned = warning.isPresent();
      }
    } while (!training.finished());
    return progress;
  }

  /**
   * An agent that goes on from here with other settings: its parameters, what its optimiser
   * remembers and its generators are copies. Both are run by the same engine, which closing either
   * of them closes. For a training that goes on see {@link Training#resume(Path, Algorithm,
   * VectorEnvironment, long, Engine, UnaryOperator)}; for another network, {@link
   * AgentPolicy#takeOver}.
   *
   * @throws FixedSettingException if the agent was made by a setting that is another one now, such
   *     as its network
   */
  public Agent<C> withConfig(C newConfig) {
    try {
      return Snapshots.agent(Snapshots.of(this), algorithm, engine, old -> newConfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the whole agent with optimiser and generators, so that it can be trained on. */
  public void save(Path path) throws IOException {
    Safetensors.write(path, Snapshots.of(this));
  }

  @Override
  public void close() {
    engine.close();
  }
}
