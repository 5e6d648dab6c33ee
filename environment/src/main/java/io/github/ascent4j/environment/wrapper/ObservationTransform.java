package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/** Shows a function of the environment's observations. */
public final class ObservationTransform extends ObservationWrapper {
  /** What is shown of an observation. */
  @FunctionalInterface
  public interface Function {
    /**
     * Makes one observation of another, without a memory.
     *
     * @param observation the environment's, flat; categories are their indices
     * @param shown receives all of what is shown instead, flat
     */
    void apply(float[] observation, float[] shown);
  }

  private final Function function;
  private final float[] observation;
  private final float[] shown;

  /**
   * @param environment closed with this
   * @param space of what is shown
   */
  public ObservationTransform(VectorEnvironment environment, Space space, Function function) {
    super(environment, space);
    this.function = function;
    observation = new float[environment.observationSpace().flatSize()];
    shown = new float[space.flatSize()];
  }

  /**
   * Multiplies every number, and the bounds with them.
   *
   * @throws IllegalArgumentException if observations are no {@link Box} of numbers
   */
  public static ObservationTransform scale(VectorEnvironment environment, float factor) {
    if (!Float.isFinite(factor) || factor == 0) {
      throw new IllegalArgumentException(
          "observation scale " + factor + " must be a finite number other than 0");
    }
    return eachNumber(environment, "scaled", value -> factor * value);
  }

  /**
   * Cuts every number at both ends, and the bounds with them.
   *
   * @throws IllegalArgumentException if observations are no {@link Box} of numbers
   */
  public static ObservationTransform clip(VectorEnvironment environment, float low, float high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "observations clipped from " + low + " to " + high + ": the first must be less");
    }
    return eachNumber(environment, "clipped", value -> Math.max(low, Math.min(high, value)));
  }

  /** A function of one number. */
  @FunctionalInterface
  private interface Number {
    float apply(float value);
  }

  /** A monotone function of every number of a box, whose bounds follow from it. */
  private static ObservationTransform eachNumber(
      VectorEnvironment environment, String what, Number function) {
    if (!(environment.observationSpace() instanceof Box box) || box.dtype() == DType.UINT8) {
      throw new IllegalArgumentException(
          environment.name()
              + " has observations "
              + environment.observationSpace()
              + "; only those of a Box of numbers can be "
              + what
              + ": images are scaled by the network itself, and others can be flattened first");
    }
    float[] low = new float[box.flatSize()];
    float[] high = new float[low.length];
    for (int i = 0; i < low.length; i++) {
      float one = function.apply(box.low(i));
      float other = function.apply(box.high(i));
      low[i] = Math.min(one, other);
      high[i] = Math.max(one, other);
    }
    return new ObservationTransform(
        environment,
        Box.of(box.shape(), DType.FLOAT32, low, high),
        (observation, shown) -> {
          for (int i = 0; i < shown.length; i++) {
            shown[i] = function.apply(observation[i]);
          }
        });
  }

  /**
   * Shows everything as one vector: numbers and pixels as they are, a category as a 1 at its place
   * among zeros.
   */
  public static ObservationTransform flatten(VectorEnvironment environment) {
    Flat flat = new Flat(environment.observationSpace());
    return new ObservationTransform(environment, flat.space(), flat);
  }

  /** One vector of the parts of an observation. */
  private static final class Flat implements Function {
    private static final int MOST_NUMBERS = 1 << 24;

    /** How many choices each component is one of; 0 for a number. */
    private final int[] choices;

    private final float[] low;
    private final float[] high;

    Flat(Space space) {
      choices = new int[space.flatSize()];
      for (ObservationLayout.Part part : ObservationLayout.of(space).parts()) {
        for (int i = 0; i < part.categories().size(); i++) {
          choices[part.flatOffset() + i] = part.categories().get(i);
        }
      }
      long size = Arrays.stream(choices).mapToLong(n -> Math.max(n, 1)).sum();
      if (size > MOST_NUMBERS) {
        throw new IllegalArgumentException(
            space
                + " as one vector has "
                + size
                + " numbers; more than "
                + MOST_NUMBERS
                + " are too many");
      }
      low = new float[(int) size];
      high = new float[(int) size];
      Arrays.fill(high, 1);
      int component = 0;
      int at = 0;
      for (Space part : space.spaces()) {
        for (int i = 0; i < part.flatSize(); i++) {
          if (part instanceof Box box) {
            low[at] = box.low(i);
            high[at] = box.high(i);
          }
          at += Math.max(choices[component++], 1);
        }
      }
    }

    Box space() {
      return Box.of(low, high);
    }

    @Override
    public void apply(float[] observation, float[] shown) {
      Arrays.fill(shown, 0);
      int at = 0;
      for (int i = 0; i < choices.length; i++) {
        if (choices[i] == 0) {
          shown[at++] = observation[i];
        } else {
          shown[at + (int) observation[i]] = 1;
          at += choices[i];
        }
      }
    }
  }

  @Override
  void showFirst(int copy, StepBatch out) {
    show(copy, seen.observations, seen.images, out.observations, out.images);
  }

  @Override
  void showNext(int copy, StepBatch out) {
    showFirst(copy, out);
  }

  @Override
  void showLast(int copy, StepBatch out) {
    show(copy, seen.finalObservations, seen.finalImages, out.finalObservations, out.finalImages);
  }

  private void show(int copy, float[] numbers, byte[] images, float[] toNumbers, byte[] toImages) {
    inner.join(numbers, copy * inner.numbers(), images, copy * inner.bytes(), observation);
    function.apply(observation, shown);
    int wrong =
        outer.split(shown, 0, toNumbers, copy * outer.numbers(), toImages, copy * outer.bytes());
    if (wrong >= 0) {
      throw new EnvironmentException(
          name()
              + ", copy "
              + copy
              + ": observation["
              + wrong
              + "] is "
              + shown[wrong]
              + " after the transform; give pixels as whole numbers from 0 to 255");
    }
  }
}
