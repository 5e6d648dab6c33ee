package io.github.ascent4j.examples;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.environment.BatchEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.io.IOException;
import java.nio.file.Path;

// @start region="batteries"
/** Batteries that buy power while it is cheap and sell it while it is dear. */
public final class Batteries extends BatchEnvironment {
  private static final int FULL = 4;
  private final int[] charge = new int[copies()];
  private final int[] hour = new int[copies()];

  public Batteries(int copies) { // observed: charge and hour; sell, wait or buy; for two days
    super("Batteries", copies, Box.uniform(-1, FULL, 3), new Discrete(3), 48);
  }

  @Override
  protected void start(int copy, long seed) {
    charge[copy] = 0;
    hour[copy] = (int) (seed % 24);
  }

  @Override
  protected void advance(float[] actions, int from, int count, double[] rewards, boolean[] ended) {
    for (int b = from; b < from + count; b++) {
      int bought = Math.clamp((int) actions[b] - 1, -charge[b], FULL - charge[b]);
      rewards[b] = -bought * (1 + StrictMath.sin(hour[b] * Math.PI / 12));
      ended[b] = false;
      charge[b] += bought;
      hour[b]++;
    }
  }

  @Override
  protected void observe(int from, int count, float[] observations) {
    for (int b = from; b < from + count; b++) {
      observations[3 * b] = charge[b];
      observations[3 * b + 1] = (float) StrictMath.sin(hour[b] * Math.PI / 12);
      observations[3 * b + 2] = (float) StrictMath.cos(hour[b] * Math.PI / 12);
    }
  }

  // @end
  // @start region="train"
  public static void main(String[] arguments) throws IOException {
    PpoConfig config =
        PpoConfig.sb3().withRolloutSteps(48).withLearningRate(Schedule.linear(0.003));
    try (var batteries = new Batteries(32);
        var agent = PpoAgent.create(batteries, config, 42)) {
      System.out.println(agent.train(batteries, 60_000).meanReturn());
      agent.policy().save(Path.of(arguments[0]));
    }
  }
  // @end
}
