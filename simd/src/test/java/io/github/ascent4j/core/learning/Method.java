package io.github.ascent4j.core.learning;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.simd.SimdEngine;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A form of an algorithm with settings by which it learns.
 *
 * @param config its settings for a task
 * @param steps steps it takes to learn one
 */
record Method<C extends Record & AlgorithmConfig>(
    String name, Algorithm<C> algorithm, Function<Task, C> config, int steps) {
  static final int COPIES = 16;

  Method<C> with(String newName, UnaryOperator<C> change) {
    return new Method<>(newName, algorithm, config.andThen(change), steps);
  }

  Method<C> withSteps(int value) {
    return new Method<>(name, algorithm, config, value);
  }

  Agent<C> trained(Task task) {
    return trained(task, 1, steps, SimdEngine.create(1));
  }

  /** An agent that has learnt for some steps; closes the engine when it is closed. */
  Agent<C> trained(Task task, long seed, int totalSteps, Engine engine) {
    VectorEnvironment environment = task.environment().apply(COPIES);
    Agent<C> agent = algorithm.create(environment, config.apply(task), seed, engine);
    agent.train(environment, totalSteps);
    return agent;
  }

  @Override
  public String toString() {
    return name;
  }
}
