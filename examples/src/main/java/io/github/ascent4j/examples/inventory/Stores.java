package io.github.ascent4j.examples.inventory;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Stores that order goods each evening, which arrive two mornings later. What is not there cannot
 * be sold, what is there costs money to keep, and at the weekend people buy more. Stores are places
 * in arrays, stepped together in one loop.
 *
 * <p>It keeps all of the contract itself, random numbers and saved states included; {@link
 * io.github.ascent4j.environment.BatchEnvironment} would do most of it.
 */
public final class Stores implements VectorEnvironment {
  static final int MOST_ORDERED = 24;
  static final int DAYS_OF_WEEK = 7;
  private static final int OBSERVED = 3 + DAYS_OF_WEEK;
  private static final int DAYS = 56;
  private static final int MOST_STOCK = 200;
  private static final double MARGIN = 1;
  private static final double KEEPING_COSTS = 0.1;
  private static final double[] DEMAND = {4, 4, 4, 4, 8, 14, 10};

  /** Scales numbers of goods in the observation. */
  static final float SCALE = 20;

  private static final Space OBSERVATION_SPACE = Box.uniform(0, MOST_STOCK / SCALE, OBSERVED);
  private static final Space ACTION_SPACE = new Discrete(MOST_ORDERED + 1);

  private final int copies;
  private final int[] stock;
  private final int[] arrivesNext;
  private final int[] arrivesLater;
  private final int[] day;
  private final int[] weekday;

  /** State of a SplitMix64 generator for each store. */
  private final long[] random;

  public Stores(int copies) {
    this.copies = copies;
    stock = new int[copies];
    arrivesNext = new int[copies];
    arrivesLater = new int[copies];
    day = new int[copies];
    weekday = new int[copies];
    random = new long[copies];
  }

  @Override
  public String name() {
    return "Stores";
  }

  @Override
  public int copies() {
    return copies;
  }

  /** Stock, what arrives in one day and in two, and a 1 at the day of the week. */
  @Override
  public Space observationSpace() {
    return OBSERVATION_SPACE;
  }

  /** How much is ordered. */
  @Override
  public Space actionSpace() {
    return ACTION_SPACE;
  }

  @Override
  public void reset(long seed, StepBatch out) {
    for (int b = 0; b < copies; b++) {
      random[b] = mixed(seed + b);
      begin(b);
      observe(b, out.observations);
    }
    Arrays.fill(out.rewards, 0);
    Arrays.fill(out.terminated, false);
    Arrays.fill(out.truncated, false);
  }

  private void begin(int b) {
    day[b] = 0;
    weekday[b] = (int) (uniform(b) * DAYS_OF_WEEK);
    stock[b] = (int) (uniform(b) * MOST_ORDERED);
    arrivesNext[b] = (int) (uniform(b) * MOST_ORDERED / 2);
    arrivesLater[b] = (int) (uniform(b) * MOST_ORDERED / 2);
  }

  @Override
  public boolean stepsInParts() {
    return true;
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    step(actions, out, 0, copies);
  }

  @Override
  public void step(float[] actions, StepBatch out, int from, int count) {
    for (int b = from; b < from + count; b++) {
      if (!ACTION_SPACE.contains(actions, b)) {
        throw new EnvironmentException(
            "Stores, copy " + b + ": order " + actions[b] + " is not in " + ACTION_SPACE);
      }
    }
    for (int b = from; b < from + count; b++) {
      int sold = Math.min(stock[b], demand(b));
      int kept = stock[b] - sold;
      out.rewards[b] = MARGIN * sold - KEEPING_COSTS * kept;
      stock[b] = Math.min(MOST_STOCK, kept + arrivesNext[b]);
      arrivesNext[b] = arrivesLater[b];
      arrivesLater[b] = (int) actions[b];
      weekday[b] = (weekday[b] + 1) % DAYS_OF_WEEK;
      day[b]++;
      out.terminated[b] = false;
      out.truncated[b] = day[b] == DAYS;
      if (out.truncated[b]) {
        observe(b, out.finalObservations);
        begin(b);
      }
      observe(b, out.observations);
    }
  }

  private void observe(int b, float[] observations) {
    int row = b * OBSERVED;
    observations[row] = stock[b] / SCALE;
    observations[row + 1] = arrivesNext[b] / SCALE;
    observations[row + 2] = arrivesLater[b] / SCALE;
    Arrays.fill(observations, row + 3, row + OBSERVED, 0);
    observations[row + 3 + weekday[b]] = 1;
  }

  /** Poisson: events of a unit rate in so much time. */
  private int demand(int b) {
    double product = uniform(b);
    double limit = StrictMath.exp(-DEMAND[weekday[b]]);
    int events = 0;
    while (product > limit) {
      product *= uniform(b);
      events++;
    }
    return events;
  }

  private double uniform(int b) {
    random[b] += 0x9E3779B97F4A7C15L;
    return (mixed(random[b]) >>> 11) * 0x1p-53;
  }

  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int b = 0; b < copies; b++) {
      out.writeInt(stock[b]);
      out.writeInt(arrivesNext[b]);
      out.writeInt(arrivesLater[b]);
      out.writeInt(day[b]);
      out.writeInt(weekday[b]);
      out.writeLong(random[b]);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int b = 0; b < copies; b++) {
      stock[b] = in.readInt();
      arrivesNext[b] = in.readInt();
      arrivesLater[b] = in.readInt();
      day[b] = in.readInt();
      weekday[b] = in.readInt();
      random[b] = in.readLong();
    }
  }
}
