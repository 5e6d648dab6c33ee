package io.github.ascent4j.policy;

import io.github.ascent4j.policy.network.CategoryColumns;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.List;

/** Takes observations apart into numbers and images, and refuses what is none of the space. */
final class ObservationReader {
  private final Space space;
  private final ObservationLayout layout;
  private final List<ObservationLayout.Part> parts;
  private final CategoryColumns categories;
  private final int size;

  ObservationReader(AgentDescription description) {
    space = description.observationSpace();
    categories = CategoryColumns.of(description.network());
    layout = ObservationLayout.of(space);
    parts = layout.parts();
    size = space.flatSize();
  }

  /** Reads a flat observation. */
  void read(float[] observation, float[] numbers, byte[] images) {
    if (observation.length != size) {
      throw new IllegalArgumentException(
          "an observation of " + observation.length + " values; " + space + " has " + size);
    }
    for (int k = 0; k < parts.size(); k++) {
      ObservationLayout.Part part = parts.get(k);
      if (!part.image()) {
        checkFinite("observation", observation, part.flatOffset(), part.size());
      }
    }
    int wrong = layout.split(observation, 0, numbers, 0, images, 0);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "observation["
              + wrong
              + "] is "
              + observation[wrong]
              + "; every value of an image must be a whole number from 0 to 255");
    }
    int column = categories.firstWrong(numbers, 0);
    if (column >= 0) {
      throw noCategory("observation[" + layout.flatIndex(column) + "]", column, numbers[column]);
    }
  }

  /** Reads an observation that is taken apart already. */
  void read(float[] givenNumbers, byte[] givenImages, float[] numbers, byte[] images) {
    if (givenNumbers.length != layout.numbers() || givenImages.length != layout.bytes()) {
      throw new IllegalArgumentException(
          "an observation of "
              + givenNumbers.length
              + " numbers and "
              + givenImages.length
              + " bytes; "
              + space
              + " has "
              + layout.numbers()
              + " and "
              + layout.bytes());
    }
    checkFinite("numbers", givenNumbers, 0, givenNumbers.length);
    int column = categories.firstWrong(givenNumbers, 0);
    if (column >= 0) {
      throw noCategory("numbers[" + column + "]", column, givenNumbers[column]);
    }
    System.arraycopy(givenNumbers, 0, numbers, 0, givenNumbers.length);
    System.arraycopy(givenImages, 0, images, 0, givenImages.length);
  }

  private IllegalArgumentException noCategory(String name, int column, float value) {
    return new IllegalArgumentException(name + " " + categories.complaint(column, value));
  }

  private static void checkFinite(String name, float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + "[" + i + "] is " + values[i] + "; every value must be finite");
      }
    }
  }
}
