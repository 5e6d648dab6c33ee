package io.github.ascent4j.examples;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.environment.wrapper.EpisodeRecorder;
import io.github.ascent4j.environment.wrapper.FrameStack;
import io.github.ascent4j.environment.wrapper.ObservationTransform;
import io.github.ascent4j.environment.wrapper.RewardTransform;
import io.github.ascent4j.environment.wrapper.TimeLimit;
import io.github.ascent4j.environment.wrapper.VectorWrapper;
import io.github.ascent4j.policy.space.Box;
import java.io.IOException;
import java.nio.file.Path;

/** Wrappers around an environment, the library's and one of one's own. */
public final class Wrapped {
  private Wrapped() {}

  /** Returns of shorter days in a room that is shown in kelvin. */
  public static double train(int steps, Path record) throws IOException {
    // @start region="wrapped"
    VectorEnvironment rooms = VectorEnvironments.of(Thermostat::new, 8);
    rooms = new TimeLimit(rooms, 50);
    rooms =
        new ObservationTransform(
            rooms, Box.uniform(233, 334, 1), (celsius, shown) -> shown[0] = celsius[0] + 273.15f);
    rooms = ObservationTransform.scale(rooms, 0.01f);
    rooms = new FrameStack(rooms, 4);
    rooms = RewardTransform.clip(rooms, -1, 0);
    rooms = new Thrifty(rooms);
    rooms = new EpisodeRecorder(rooms, record, 10);
    try (var agent = PpoAgent.create(rooms, PpoConfig.sb3(), 42)) {
      return agent.train(rooms, steps).meanReturn();
    } finally {
      rooms.close();
    }
    // @end
  }

  // @start region="own"
  /** Heating costs: a wrapper changes what a step has brought to one copy. */
  static final class Thrifty extends VectorWrapper {
    Thrifty(VectorEnvironment environment) {
      super(environment);
    }

    @Override
    protected void stepped(int copy, float[] actions, StepBatch out) {
      out.rewards[copy] -= 0.1 * actions[copy];
    }
  }
  // @end
}
