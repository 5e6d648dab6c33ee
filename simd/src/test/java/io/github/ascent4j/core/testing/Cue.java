package io.github.ascent4j.core.testing;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One of four cues, two bits, is shown and has to be answered. An episode of right answers earns 1,
 * in whatever way cues are shown and answers are given; without the cue it is at most 0.25 on
 * average, and with one bit of it at most 0.75.
 *
 * <p>An answer is both bits and, where it is made of choices, one of two variants, which are
 * equally good. Where there are masks, either one of the variants is forbidden at random at every
 * step, and the environment refuses it, or the mask is kept to itself and that variant is wrong.
 *
 * <p>Episodes are of two or three answers, and as many are cut as reach a terminal state.
 */
public final class Cue implements Environment {
  /** How the cue is shown. */
  public enum Look {
    /** One of four numbers is 1. */
    VECTOR,
    /** One of four corners of a picture is bright. */
    IMAGE,
    /** One of two corners of a picture is bright for the first bit, one of two numbers is 1. */
    DICT
  }

  /** How it is answered. */
  public enum Answer {
    DISCRETE(new Discrete(8)),
    MULTI_DISCRETE(MultiDiscrete.of(2, 2, 2)),
    MULTI_BINARY(new MultiBinary(3)),
    /** The sign of each number is a bit; nearer to 0.6 or -0.6 is better. */
    BOX(Box.uniform(-1, 1, 2)),
    /** The first bit and the variant are a choice, the second bit is a number. */
    TUPLE(new Tuple(List.of(new Discrete(4), Box.uniform(-1, 1, 1))));

    @SuppressWarnings("ImmutableEnumChecker") // Spaces are values.
    private final Space space;

    Answer(Space space) {
      this.space = space;
    }
  }

  /** What is said of forbidden variants. */
  public enum Masks {
    NONE,
    SHOWN,
    /** They are wrong, but the agent is not told. */
    HIDDEN
  }

  /**
   * What there is to learn.
   *
   * @param memory whether the cue is shown in the first step only, which earns nothing; otherwise
   *     there is another one in every step
   * @param scaled whether numbers are 100 for 0 and 150 for 1
   */
  public record Task(boolean memory, Look look, Masks masks, boolean scaled, Answer answer) {
    /** Copies of an environment with this task. */
    public VectorEnvironment environment(int copies) {
      return VectorEnvironments.of(() -> new Cue(this), copies);
    }

    public Task withMemory(boolean value) {
      return new Task(value, look, masks, scaled, answer);
    }

    public Task withMasks(Masks value) {
      return new Task(memory, look, value, scaled, answer);
    }

    @Override
    public String toString() {
      return look
          + (memory ? " remembered" : "")
          + (scaled ? " scaled" : "")
          + " by "
          + answer
          + (masks == Masks.NONE ? "" : " masks " + masks);
    }
  }

  private static final int SIDE = 6;
  private static final int PIXELS = SIDE * SIDE;
  private static final Box IMAGE = Box.uniform(List.of(1, SIDE, SIDE), DType.UINT8, 0, 255);
  private static final float TARGET = 0.6f;

  private final Task task;
  private SplittableRandom random = new SplittableRandom(0);
  private boolean cut;
  private int answers;
  private int step;
  private int cue;
  private int forbidden;

  public Cue(Task task) {
    this.task = task;
  }

  @Override
  public String name() {
    return "Cue";
  }

  @Override
  public Space observationSpace() {
    float most = task.scaled ? 150 : 1;
    return switch (task.look) {
      case VECTOR -> Box.uniform(0, most, 4);
      case IMAGE -> IMAGE;
      case DICT -> {
        Map<String, Space> parts = new LinkedHashMap<>();
        parts.put("picture", IMAGE);
        parts.put("numbers", Box.uniform(0, most, 2));
        yield new Dict(parts);
      }
    };
  }

  @Override
  public Space actionSpace() {
    return task.answer.space;
  }

  @Override
  public boolean masksActions() {
    return task.masks == Masks.SHOWN;
  }

  /** A variant is the last bit of an answer that is a choice. */
  @Override
  public void actionMask(boolean[] mask) {
    switch (task.answer) {
      case DISCRETE, TUPLE -> {
        for (int k = forbidden; k < mask.length; k += 2) {
          mask[k] = false;
        }
      }
      case MULTI_DISCRETE, MULTI_BINARY -> mask[4 + forbidden] = false;
      case BOX -> throw new IllegalStateException("numbers have no masks");
    }
  }

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    cut = random.nextBoolean();
    answers = 2 + random.nextInt(2);
    step = 0;
    next(observation);
  }

  private void next(float[] observation) {
    forbidden = random.nextInt(2);
    boolean blank = task.memory && step > 0;
    if (!blank) {
      cue = random.nextInt(4);
    }
    Arrays.fill(observation, 0);
    int first = cue / 2;
    int second = cue % 2;
    int numbers = task.look == Look.DICT ? PIXELS : 0;
    if (!blank) {
      switch (task.look) {
        case VECTOR -> observation[cue] = 1;
        case IMAGE -> brighten(observation, first * (SIDE - 2), second * (SIDE - 2));
        case DICT -> {
          brighten(observation, 0, first * (SIDE - 2));
          observation[numbers + second] = 1;
        }
      }
    }
    if (task.scaled && task.look != Look.IMAGE) {
      for (int i = numbers; i < observation.length; i++) {
        observation[i] = 100 + 50 * observation[i];
      }
    }
  }

  private static void brighten(float[] picture, int row, int column) {
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        picture[(row + i) * SIDE + column + j] = 200 + 10 * i + j;
      }
    }
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    boolean counts = !task.memory || step > 0;
    double reward = counts ? score(action) / answers : 0;
    step++;
    boolean ends = step == answers + (task.memory ? 1 : 0);
    next(observation);
    return new Outcome(reward, ends && !cut, ends && cut);
  }

  private double score(float[] action) {
    int first = cue / 2;
    int second = cue % 2;
    return switch (task.answer) {
      case DISCRETE -> {
        int choice = (int) action[0];
        double allowed = variant(choice % 2);
        yield choice / 2 == cue ? allowed : 0;
      }
      case MULTI_DISCRETE, MULTI_BINARY -> {
        double allowed = variant((int) action[2]);
        yield action[0] == first && action[1] == second ? allowed : 0;
      }
      case BOX -> (near(action[0], first) + near(action[1], second)) / 2;
      case TUPLE -> {
        int choice = (int) action[0];
        double allowed = variant(choice % 2);
        yield ((choice / 2 == first ? allowed : 0) + near(action[1], second)) / 2;
      }
    };
  }

  /** 1 if the variant is allowed. */
  private double variant(int variant) {
    if (variant != forbidden || task.masks == Masks.NONE) {
      return 1;
    }
    if (task.masks == Masks.SHOWN) {
      throw new IllegalArgumentException("variant " + variant + " is forbidden");
    }
    return 0;
  }

  /** 1 at the target of a bit and 0 in the middle, where both bits are as near. */
  private static double near(float number, int bit) {
    double distance = number - (bit == 1 ? TARGET : -TARGET);
    return 1 - distance * distance / (TARGET * TARGET);
  }
}
