package io.github.ascent4j.envs.box2d;

import io.github.ascent4j.environment.simulator.Pcg64;
import java.util.ArrayList;
import java.util.List;

/**
 * The ground of an episode of BipedalWalker, and the clouds above it: 200 pieces of slightly uneven
 * grass and, in the hardcore task, stumps, stairs and pits between them.
 *
 * @param y the height at {@code i * STEP}, [LENGTH]
 * @param obstacles corners of each, x and y in turn, in the order they are made
 * @param clouds corners of each, x and y in turn, where they stand when the view has not moved
 */
record BipedalTerrain(double[] y, List<double[]> obstacles, List<double[]> clouds) {
  static final double SCALE = 30.0;
  static final double STEP = 14 / SCALE;
  static final int LENGTH = 200;

  /** Longest stretch of grass in pieces, and where the finish is before the end. */
  static final int GRASS = 10;

  static final int START_PAD = 20;
  static final double HEIGHT = 400 / SCALE / 4;

  private static final double CLOUD_Y = 400 / SCALE * 3 / 4;

  private enum Kind {
    GRASS,
    STUMP,
    STAIRS,
    PIT
  }

  private static final Kind[] KINDS = Kind.values();

  /** Draws a ground; the order and number of draws are Gymnasium's. */
  static BipedalTerrain draw(boolean hardcore, Pcg64 generator) {
    double[] heights = new double[LENGTH];
    List<double[]> obstacles = new ArrayList<>();
    Kind kind = Kind.GRASS;
    boolean begins = false;
    double velocity = 0;
    double y = HEIGHT;
    double yBefore = 0;
    int left = START_PAD;
    int stairUp = 0;
    int stairWidth = 0;
    int stairSteps = 0;
    for (int i = 0; i < LENGTH; i++) {
      double x = i * STEP;
      switch (kind) {
        case GRASS -> {
          // The first piece after an obstacle is level with it.
          if (!begins) {
            velocity = 0.8 * velocity + 0.01 * Math.signum(HEIGHT - y);
            if (i > START_PAD) {
              velocity += generator.uniform(-1, 1) / SCALE;
            }
            y += velocity;
          }
        }
        case PIT -> {
          if (begins) {
            left = generator.integers(3, 5);
            addPitWall(obstacles, x, y, 0);
            addPitWall(obstacles, x, y, STEP * left);
            left += 2;
            yBefore = y;
          } else {
            y = left > 1 ? yBefore - 4 * STEP : yBefore;
          }
        }
        case STUMP -> {
          if (begins) {
            left = generator.integers(1, 3);
            double right = x + left * STEP;
            double top = y + left * STEP;
            obstacles.add(new double[] {x, y, right, y, right, top, x, top});
          }
        }
        case STAIRS -> {
          if (begins) {
            stairUp = generator.nextDouble() > 0.5 ? 1 : -1;
            stairWidth = generator.integers(4, 5);
            stairSteps = generator.integers(3, 5);
            yBefore = y;
            for (int s = 0; s < stairSteps; s++) {
              double from = x + (s * stairWidth) * STEP;
              double to = x + ((1 + s) * stairWidth) * STEP;
              double top = y + (s * stairUp) * STEP;
              double bottom = y + (-1 + s * stairUp) * STEP;
              obstacles.add(new double[] {from, top, to, top, to, bottom, from, bottom});
            }
            left = stairSteps * stairWidth;
          } else {
            double n = (double) (stairSteps * stairWidth - left - stairUp) / stairWidth;
            y = yBefore + (n * stairUp) * STEP;
          }
        }
      }
      begins = false;
      heights[i] = y;
      left--;
      if (left == 0) {
        left = generator.integers(GRASS / 2, GRASS);
        kind =
            kind == Kind.GRASS && hardcore
                ? KINDS[generator.integers(1, KINDS.length)]
                : Kind.GRASS;
        begins = true;
      }
    }
    return new BipedalTerrain(heights, obstacles, clouds(generator));
  }

  private static void addPitWall(List<double[]> obstacles, double x, double y, double shift) {
    double bottom = y - 4 * STEP;
    double right = x + STEP;
    obstacles.add(
        new double[] {x + shift, y, right + shift, y, right + shift, bottom, x + shift, bottom});
  }

  private static List<double[]> clouds(Pcg64 generator) {
    List<double[]> clouds = new ArrayList<>();
    for (int c = 0; c < LENGTH / 20; c++) {
      double x = generator.uniform(0, LENGTH) * STEP;
      double[] points = new double[10];
      for (int a = 0; a < 5; a++) {
        double turn = 3.14 * 2 * a / 5;
        points[2 * a] = x + 15 * STEP * StrictMath.sin(turn) + generator.uniform(0, 5 * STEP);
        points[2 * a + 1] =
            CLOUD_Y + 5 * STEP * StrictMath.cos(turn) + generator.uniform(0, 5 * STEP);
      }
      clouds.add(points);
    }
    return clouds;
  }
}
