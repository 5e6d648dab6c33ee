package io.github.ascent4j.policy.program;

import io.github.ascent4j.policy.network.Input;
import java.util.List;

/**
 * What an operation yields of a sample, and others read.
 *
 * @param id a number of its own within the program, and in each part of it
 * @param shape [I] of numbers, [C,H,W] of images
 */
public record Value(int id, List<Integer> shape) {
  public Value {
    shape = List.copyOf(shape);
    Input.size(shape);
  }

  /** Components, those of an image in the order of its channels, rows and columns. */
  public int size() {
    return Input.size(shape);
  }
}
