package io.github.ascent4j.core.training;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An algorithm, as the training loop, files and the command know it. It is a service: what {@code
 * META-INF/services} or a module names of them, each with a public constructor without arguments,
 * is found by {@link AlgorithmCatalog}, and {@code ascent train --algo} takes its name.
 *
 * @param <C> its config
 */
public abstract class Algorithm<C extends Record & AlgorithmConfig> {
  /**
   * Makes the update of a training.
   *
   * @param <C> the algorithm's config
   */
  @FunctionalInterface
  public interface Learners<C> {
    /**
     * @param environments B, copies of the environment
     * @param shuffling the generator that the update draws from, if it draws
     */
    Learner create(C config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling);
  }

  private final String name;
  private final String description;
  private final C defaults;
  private final Learners<? super C> learners;

  /**
   * @param name in files and on the command line, for example {@code ppo}
   * @param description what it does, in a few words that help prints
   * @param defaults the settings that a file which lacks some falls back on
   * @param learners makes its updates
   */
  protected Algorithm(String name, String description, C defaults, Learners<? super C> learners) {
    this.name = name;
    this.description = description;
    this.defaults = defaults;
    this.learners = learners;
  }

  /** Name in files and on the command line. */
  public final String name() {
    return name;
  }

  /** What it does, in a few words. */
  public final String description() {
    return description;
  }

  /** The settings that a file which lacks some falls back on. */
  public final C defaults() {
    return defaults;
  }

  /** The update. */
  public final Learner learner(
      C config, ActorCriticPolicy policy, int environments, TrainingRandom shuffling) {
    return learners.create(config, policy, environments, shuffling);
  }

  /**
   * Named settings, which the command offers beside those it has itself; the first is what it
   * trains with unless another is asked for. Without any, {@link #defaults} are.
   */
  public List<AlgorithmPreset<C>> presets() {
    return List.of();
  }

  /** What its own settings mean, in a line each, by name; those in shared groups are known. */
  public Map<String, String> meanings() {
    return Map.of();
  }

  /**
   * An agent around a policy.
   *
   * @param engine runs the policy, closed with the agent
   */
  public final Agent<C> agent(AgentPolicy policy, C config, long seed, Engine engine) {
    return new Agent<>(this, policy, config, seed, engine);
  }

  /** An agent with the default policy for an environment, on one thread. */
  public final Agent<C> create(VectorEnvironment environment, C config, long seed) {
    return create(environment, config, seed, Engine.load());
  }

  /**
   * An agent with the default policy for an environment, with fresh parameters.
   *
   * @param engine runs the policy, closed with the agent
   */
  public final Agent<C> create(VectorEnvironment environment, C config, long seed, Engine engine) {
    AgentPolicy policy =
        AgentPolicy.create(this, environment, config, engine, Agent.initialization(seed));
    return agent(policy, config, seed, engine);
  }

  /** Reads an agent that {@link Agent#save} wrote, to train it further, on one thread. */
  public final Agent<C> load(Path path) throws IOException {
    return load(path, Engine.load());
  }

  /**
   * Reads an agent that {@link Agent#save} wrote.
   *
   * @param engine runs the agent and is closed with it
   */
  public final Agent<C> load(Path path, Engine engine) throws IOException {
    return Agent.load(path, this, engine);
  }
}
