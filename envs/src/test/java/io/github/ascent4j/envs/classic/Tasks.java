package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.util.List;

/** The tasks under test and what drives them. */
final class Tasks {
  static final List<String> IDS =
      List.of(
          "Acrobot-v1",
          "CartPole-v0",
          "CartPole-v1",
          "MountainCar-v0",
          "MountainCarContinuous-v0",
          "Pendulum-v1");

  private Tasks() {}

  static ClassicControl make(String id, int copies) {
    return (ClassicControl) Environments.make(id, copies);
  }

  static StepBatch batch(ClassicControl environment) {
    return new StepBatch(environment.copies(), environment.observationSpace());
  }

  static float randomAction(ClassicControl environment, Pcg64 generator) {
    if (environment.actionSpace() instanceof Discrete choices) {
      return (float) Math.floor(generator.uniform(0, choices.n()));
    }
    Box box = (Box) environment.actionSpace();
    return (float) generator.uniform(box.low(0), box.high(0));
  }
}
