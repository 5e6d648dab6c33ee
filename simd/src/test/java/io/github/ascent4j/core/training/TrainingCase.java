package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.function.Supplier;

/**
 * A training by name.
 *
 * @param environment makes a new instance of the environment each time
 */
record TrainingCase<C extends Record & AlgorithmConfig>(
    String name,
    Algorithm<C> algorithm,
    C config,
    Supplier<? extends VectorEnvironment> environment) {
  static final long SEED = 3;

  /** Other settings, each as {@code key=value}, which are added to the name. */
  TrainingCase<C> with(String... settings) {
    C changed = config;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      changed =
          ConfigRecords.with(changed, setting.substring(0, equals), setting.substring(equals + 1));
    }
    String added = settings.length == 0 ? "" : ", " + String.join(" ", settings);
    return new TrainingCase<>(name + added, algorithm, changed, environment);
  }

  /** Another environment, which is added to the name. */
  TrainingCase<C> in(String what, Supplier<? extends VectorEnvironment> other) {
    return new TrainingCase<>(name + " in " + what, algorithm, config, other);
  }

  VectorEnvironment newEnvironment() {
    return environment.get();
  }

  /**
   * @param engine closed with the agent
   */
  Agent<C> agent(Engine engine) {
    return algorithm.create(newEnvironment(), config, SEED, engine);
  }

  /**
   * @param engine closed with the agent
   */
  Training<C> start(Engine engine, long totalSteps) {
    return Training.start(agent(engine), newEnvironment(), totalSteps);
  }

  @Override
  public String toString() {
    return name;
  }
}
