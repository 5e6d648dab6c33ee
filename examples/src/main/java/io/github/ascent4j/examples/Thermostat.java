package io.github.ascent4j.examples;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

// @start region="thermostat"
/** A room to be kept at 20 degrees while it is cold outside: heat, or do not. */
public final class Thermostat implements Environment {
  private SplittableRandom random = new SplittableRandom();
  private double room;

  @Override
  public Space observationSpace() {
    return Box.uniform(-40, 60, 1); // one number: the room's temperature
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2); // 0 leaves the heating off, 1 turns it on
  }

  @Override
  public int timeLimit() {
    return 100; // nothing ends the cold, so a clock has to
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    room = random.nextDouble(5, 35);
    observation[0] = (float) room;
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    double outside = random.nextDouble(-5, 10);
    room += 0.1 * (outside - room) + 4 * action[0];
    observation[0] = (float) room;
    return Outcome.running(-Math.abs(room - 20) / 10);
  }

  // @end
  // @start region="train"
  public static void main(String[] arguments) throws IOException {
    PpoConfig config =
        PpoConfig.sb3().withRolloutSteps(64).withLearningRate(Schedule.constant(0.003));
    try (var rooms = VectorEnvironments.of(Thermostat::new, 8);
        var agent = PpoAgent.create(rooms, config, 42)) {
      System.out.println(agent.train(rooms, 40_000).meanReturn());
      agent.policy().save(Path.of(arguments[0]));
    }
  }
  // @end
}
