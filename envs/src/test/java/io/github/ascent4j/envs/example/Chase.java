package io.github.ascent4j.envs.example;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A picture of a runner and a light. The light is to be reached, and then shines elsewhere. */
final class Chase implements Environment {
  static final int SIDE = 8;
  static final int STEPS = 16;

  private SplittableRandom random = new SplittableRandom();
  private int runner;
  private int light;
  private int step;

  // @start region="pixels"
  /** Two channels of 8 x 8 bytes: where the runner is, and where the light. */
  @Override
  public Space observationSpace() {
    return Box.uniform(List.of(2, SIDE, SIDE), DType.UINT8, 0, 255);
  }

  // @end

  static void draw(int runner, int light, float[] observation) {
    Arrays.fill(observation, 0);
    observation[runner] = 255;
    observation[SIDE * SIDE + light] = 255;
  }

  /** Up, down, left and right. */
  @Override
  public Space actionSpace() {
    return new Discrete(4);
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    runner = random.nextInt(SIDE * SIDE);
    light = elsewhere();
    step = 0;
    draw(runner, light, observation);
  }

  private int elsewhere() {
    return (runner + random.nextInt(1, SIDE * SIDE)) % (SIDE * SIDE);
  }

  /** Earns 1 for every step towards the light. */
  @Override
  public Outcome step(float[] action, float[] observation) {
    int before = distance(runner, light);
    runner = moved(runner, (int) action[0]);
    boolean nearer = distance(runner, light) < before;
    if (runner == light) {
      light = elsewhere();
    }
    draw(runner, light, observation);
    step++;
    double reward = nearer ? 1 : 0;
    return step == STEPS ? Outcome.terminal(reward) : Outcome.running(reward);
  }

  /** Where a move ends, at a wall where it began. */
  static int moved(int place, int move) {
    int row = place / SIDE;
    int column = place % SIDE;
    return switch (move) {
      case 0 -> row > 0 ? place - SIDE : place;
      case 1 -> row < SIDE - 1 ? place + SIDE : place;
      case 2 -> column > 0 ? place - 1 : place;
      default -> column < SIDE - 1 ? place + 1 : place;
    };
  }

  static int distance(int one, int other) {
    return Math.abs(one / SIDE - other / SIDE) + Math.abs(one % SIDE - other % SIDE);
  }
}
