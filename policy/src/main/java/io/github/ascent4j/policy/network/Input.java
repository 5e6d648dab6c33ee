package io.github.ascent4j.policy.network;

import java.util.List;

/**
 * A part of what a network reads, with layers of its own. What comes out of all parts, laid side by
 * side, goes on into the trunk.
 *
 * @param kind where the part comes from
 * @param shape [I] of numbers, [C,H,W] of images, [K] of categories
 * @param layers what the part runs through alone; none is recurrent
 * @param categories how many categories each of the K components is one of; empty for every kind
 *     but {@link Kind#CATEGORIES}
 */
public record Input(Kind kind, List<Integer> shape, List<Layer> layers, List<Integer> categories) {
  /** Indices up to it are exact as floats. */
  private static final int MOST_CATEGORIES = 1 << 24;

  /** What a part holds. */
  public enum Kind {
    /** Numbers of the observation. */
    NUMBERS,
    /** Bytes of the observation, which are divided by 255. */
    IMAGE,
    /**
     * Indices of the observation, each one of a number of categories without an order. A layer
     * reads a one among zeros for each, those of the first component first.
     */
    CATEGORIES,
    /** Bits of the observation, which are read as they are and never normalised. */
    BITS,
    /** The action taken before, as {@code ActionEncoding} writes it; zeros at first. */
    PREVIOUS_ACTION,
    /** The reward that the action before earned; 0 at first. */
    PREVIOUS_REWARD;

    /** Whether it is of the observation, and not of the step before. */
    public boolean observed() {
      return this != PREVIOUS_ACTION && this != PREVIOUS_REWARD;
    }
  }

  public Input {
    shape = List.copyOf(shape);
    layers = List.copyOf(layers);
    categories = List.copyOf(categories);
    size(shape);
    checkCategories(kind, shape, categories);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("an input without a shape; give [1] for one number");
    }
    if (kind == Kind.PREVIOUS_REWARD && size(shape) != 1) {
      throw new IllegalArgumentException("a previous reward of shape " + shape + "; give [1]");
    }
    for (Layer layer : layers) {
      if (layer.stateSize() > 0) {
        throw new IllegalArgumentException(
            "an LSTM in the layers of one input; put it into the trunk, actor or critic");
      }
    }
    ActorCritic.outputShape(encodedShape(shape, categories), layers);
  }

  private static void checkCategories(Kind kind, List<Integer> shape, List<Integer> categories) {
    boolean given = kind == Kind.CATEGORIES;
    if (given != !categories.isEmpty() || (given && !shape.equals(List.of(categories.size())))) {
      throw new IllegalArgumentException(
          "an input of kind "
              + kind
              + " and shape "
              + shape
              + " with the numbers of categories "
              + categories
              + "; give one for each component of CATEGORIES, whose shape is [components], and none"
              + " for other kinds");
    }
    for (int n : categories) {
      if (n < 1 || n > MOST_CATEGORIES) {
        throw new IllegalArgumentException(
            "a component of " + n + " categories; give at least 1 and at most " + MOST_CATEGORIES);
      }
    }
  }

  /** A part of any kind but {@link Kind#CATEGORIES}. */
  public Input(Kind kind, List<Integer> shape, List<Layer> layers) {
    this(kind, shape, layers, List.of());
  }

  /** Categories that go on as ones among zeros. */
  public static Input categories(List<Integer> sizes) {
    return new Input(Kind.CATEGORIES, List.of(sizes.size()), List.of(), sizes);
  }

  /** This part with other layers. */
  public Input withLayers(List<Layer> value) {
    return new Input(kind, shape, value, categories);
  }

  /** Numbers that go on as they are. */
  public static Input numbers(int size) {
    return new Input(Kind.NUMBERS, List.of(size), List.of());
  }

  /** Components of the part. */
  public int size() {
    return size(shape);
  }

  /** The shape in which its layers read it: the ones and zeros of categories, [their sum]. */
  public List<Integer> encodedShape() {
    return encodedShape(shape, categories);
  }

  private static List<Integer> encodedShape(List<Integer> shape, List<Integer> categories) {
    if (categories.isEmpty()) {
      return shape;
    }
    long sum = categories.stream().mapToLong(Integer::longValue).sum();
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          sum + " categories of an input; give at most 2^31-1 in all");
    }
    return List.of((int) sum);
  }

  /** Components of what its layers yield. */
  public int features() {
    return size(ActorCritic.outputShape(encodedShape(), layers));
  }

  /** Whether the part is bytes, and not floats. */
  public boolean image() {
    return kind == Kind.IMAGE;
  }

  /**
   * Components of values of that shape.
   *
   * @throws IllegalArgumentException if there are none, or more than an array has
   */
  public static int size(List<Integer> shape) {
    long size = 1;
    for (int dimension : shape) {
      size = dimension < 1 ? 0 : size * dimension;
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "values of shape " + shape + "; give at least 1 and at most 2^31-1 components");
      }
    }
    return (int) size;
  }
}
