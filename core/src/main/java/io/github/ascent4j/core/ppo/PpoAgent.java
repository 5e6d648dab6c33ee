package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.simd.SimdEngine;
import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.core.logging.TrainingProgress;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.file.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * An agent that learns by proximal policy optimisation.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainCartPole.java" region="train"}
 *
 * <p>Used by one thread at a time. The same seed, config and environment give the same agent, bit
 * for bit.
 */
public final class PpoAgent implements AutoCloseable {
  private static final long INITIALIZATION = 0;
  private static final long ACTING = 1;
  private static final long SHUFFLING = 2;

  private final PpoPolicy policy;
  private final PpoConfig config;
  private final Engine engine;
  private final long seed;
  private final TrainingRandom acting;
  private final TrainingRandom shuffling;

  PpoAgent(PpoPolicy policy, PpoConfig config, Engine engine, long seed) {
    this.policy = policy;
    this.config = config;
    this.engine = engine;
    this.seed = seed;
    acting = new TrainingRandom(seed, ACTING);
    shuffling = new TrainingRandom(seed, SHUFFLING);
  }

  /** An agent with the default policy for the environment's spaces, on one thread. */
  public static PpoAgent create(VectorEnvironment environment, PpoConfig config, long seed) {
    return create(environment, config, seed, SimdEngine.create(1));
  }

  /**
   * An agent with the default policy for the environment's spaces.
   *
   * @param engine closed with the agent
   */
  public static PpoAgent create(
      VectorEnvironment environment, PpoConfig config, long seed, Engine engine) {
    PpoPolicy policy =
        PpoPolicy.create(
            environment.observationSpace(),
            environment.actionSpace(),
            config,
            engine,
            new TrainingRandom(seed, INITIALIZATION));
    return new PpoAgent(policy, config, engine, seed);
  }

  /**
   * An agent with a policy of your own.
   *
   * @param engine the engine that runs the policy, closed with the agent
   */
  public static PpoAgent of(PpoPolicy policy, PpoConfig config, long seed, Engine engine) {
    return new PpoAgent(policy, config, engine, seed);
  }

  public PpoPolicy policy() {
    return policy;
  }

  public PpoConfig config() {
    return config;
  }

  public long seed() {
    return seed;
  }

  Engine engine() {
    return engine;
  }

  TrainingRandom acting() {
    return acting;
  }

  TrainingRandom shuffling() {
    return shuffling;
  }

  /**
   * The action for one observation.
   *
   * @param deterministic whether to take the most probable action instead of drawing one
   */
  public float[] act(float[] observation, boolean deterministic) {
    return policy.act(observation, deterministic, acting).actions();
  }

  /**
   * Trains for {@code totalSteps} steps over all environments together; the last batch is finished,
   * so it may be somewhat more.
   *
   * @return where the training ended
   */
  public TrainingProgress train(VectorEnvironment environment, long totalSteps) {
    return train(environment, totalSteps, progress -> {});
  }

  /**
   * Trains as {@link #train(VectorEnvironment, long)}.
   *
   * @param listener told after every update
   */
  public TrainingProgress train(
      VectorEnvironment environment, long totalSteps, Consumer<TrainingProgress> listener) {
    PpoTraining training = PpoTraining.start(this, environment, totalSteps);
    TrainingProgress progress;
    do {
      progress = training.iterate();
      listener.accept(progress);
    } while (!training.finished());
    return progress;
  }

  /** Writes the whole agent with optimiser and generators, so that {@link #load} can train on. */
  public void save(Path path) throws IOException {
    Safetensors.write(path, PpoCheckpoint.of(this));
  }

  /**
   * Reads an agent that {@link #save} or {@link PpoTraining#save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public static PpoAgent load(Path path, Engine engine) throws IOException {
    return PpoCheckpoint.agent(Safetensors.read(path), engine);
  }

  /** Reads an agent as {@link #load(Path, Engine)}, on one thread. */
  public static PpoAgent load(Path path) throws IOException {
    return load(path, SimdEngine.create(1));
  }

  @Override
  public void close() {
    engine.close();
  }
}
