package io.github.ascent4j.policy.network;

import java.util.List;

/**
 * A part of what a network reads, with layers of its own. What comes out of all parts, laid side by
 * side, goes on into the trunk.
 *
 * @param kind where the part comes from
 * @param shape [I] of numbers, [C,H,W] of images
 * @param layers what the part runs through alone; none is recurrent
 */
public record Input(Kind kind, List<Integer> shape, List<Layer> layers) {
  /** What a part holds. */
  public enum Kind {
    /** Numbers of the observation. */
    NUMBERS,
    /** Bytes of the observation, which are divided by 255. */
    IMAGE,
    /** The action taken before, as {@code ActionEncoding} writes it; zeros at first. */
    PREVIOUS_ACTION,
    /** The reward that the action before earned; 0 at first. */
    PREVIOUS_REWARD
  }

  public Input {
    shape = List.copyOf(shape);
    layers = List.copyOf(layers);
    size(shape);
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
    ActorCritic.outputShape(shape, layers);
  }

  /** Numbers that go on as they are. */
  public static Input numbers(int size) {
    return new Input(Kind.NUMBERS, List.of(size), List.of());
  }

  /** Components of the part. */
  public int size() {
    return size(shape);
  }

  /** Components of what its layers yield. */
  public int features() {
    return size(ActorCritic.outputShape(shape, layers));
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
