package io.github.ascent4j.envs.example;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One stroke towards a hole: which club, and how hard. The club that reaches far is inexact. */
final class Golf implements Environment {
  static final double[] REACH = {0.3, 1};

  /** Largest error of a club, as a part of its reach. */
  private static final double ERROR = 0.3;

  private SplittableRandom random = new SplittableRandom();
  private float distance;
  private float wind;

  // @start region="spaces"
  /** How far the hole is, and how far the wind blows a ball. */
  @Override
  public Space observationSpace() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("distance", Box.uniform(0, 1, 1));
    parts.put("wind", Box.uniform(-0.05f, 0.05f, 1));
    return new Dict(parts);
  }

  /** A club, and how hard to strike. */
  @Override
  public Space actionSpace() {
    return new Tuple(List.of(new Discrete(REACH.length), Box.uniform(0, 1, 1)));
  }

  // @end

  @Override
  public Outcome step(float[] action, float[] observation) {
    int club = (int) action[0];
    double error = REACH[club] * ERROR * (2 * random.nextDouble() - 1);
    double flown = REACH[club] * action[1] + wind + error;
    observe(observation);
    return Outcome.terminal(-Math.abs(distance - flown));
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    distance = (float) random.nextDouble(0.1, 0.9);
    wind = (float) random.nextDouble(-0.05, 0.05);
    observe(observation);
  }

  private void observe(float[] observation) {
    observation[0] = distance;
    observation[1] = wind;
  }
}
