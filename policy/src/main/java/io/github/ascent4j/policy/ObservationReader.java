package io.github.ascent4j.policy;

import io.github.ascent4j.policy.network.CategoryColumns;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.List;

/**
 * Takes observations apart into numbers and images, and refuses what is none of the space. Safe for
 * all threads.
 */
final class ObservationReader {
  /** The row of an observation that is given by itself. */
  static final int ALONE = -1;

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

  void checkLength(float[] observation) {
    if (observation.length != size) {
      throw new IllegalArgumentException(
          "an observation of " + observation.length + " values; " + space + " has " + size);
    }
  }

  void checkLength(float[] numbers, byte[] images) {
    if (numbers.length != layout.numbers() || images.length != layout.bytes()) {
      throw new IllegalArgumentException(
          "an observation of "
              + numbers.length
              + " numbers and "
              + images.length
              + " bytes; "
              + space
              + " has "
              + layout.numbers()
              + " and "
              + layout.bytes());
    }
  }

  /** Checks that arrays hold all rows, and nothing but whole ones. */
  void checkLength(Observations rows) {
    byte[] images = rows.images();
    if (images == null) {
      Rows.check("observations", rows.numbers().length, rows.count(), size);
    } else {
      Rows.check("numbers", rows.numbers().length, rows.count(), layout.numbers());
      Rows.check("bytes of images", images.length, rows.count(), layout.bytes());
    }
  }

  /** Reads a row of those that were checked. */
  void read(Observations rows, int row, float[] numbers, byte[] images) {
    byte[] given = rows.images();
    if (given == null) {
      read(rows.numbers(), row * size, row, numbers, images);
    } else {
      read(
          rows.numbers(),
          row * layout.numbers(),
          given,
          row * layout.bytes(),
          row,
          numbers,
          images);
    }
  }

  /**
   * Reads a flat observation.
   *
   * @param row what it is called in a message, or {@link #ALONE}
   */
  void read(float[] observation, int from, int row, float[] numbers, byte[] images) {
    for (int k = 0; k < parts.size(); k++) {
      ObservationLayout.Part part = parts.get(k);
      if (!part.image()) {
        checkFinite("observation", observation, from, part.flatOffset(), part.size(), row);
      }
    }
    int wrong = layout.split(observation, from, numbers, 0, images, 0);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          Rows.element("observation", wrong, row)
              + " is "
              + observation[from + wrong]
              + "; every value of an image must be a whole number from 0 to 255");
    }
    int column = categories.firstWrong(numbers, 0);
    if (column >= 0) {
      throw noCategory("observation", layout.flatIndex(column), row, column, numbers[column]);
    }
  }

  /** Reads an observation that is taken apart already. */
  void read(
      float[] givenNumbers,
      int numbersFrom,
      byte[] givenImages,
      int imagesFrom,
      int row,
      float[] numbers,
      byte[] images) {
    checkFinite("numbers", givenNumbers, numbersFrom, 0, layout.numbers(), row);
    int column = categories.firstWrong(givenNumbers, numbersFrom);
    if (column >= 0) {
      throw noCategory("numbers", column, row, column, givenNumbers[numbersFrom + column]);
    }
    System.arraycopy(givenNumbers, numbersFrom, numbers, 0, layout.numbers());
    System.arraycopy(givenImages, imagesFrom, images, 0, layout.bytes());
  }

  private IllegalArgumentException noCategory(
      String name, int index, int row, int column, float value) {
    return new IllegalArgumentException(
        Rows.element(name, index, row) + " " + categories.complaint(column, value));
  }

  private static void checkFinite(
      String name, float[] values, int from, int first, int count, int row) {
    for (int i = first; i < first + count; i++) {
      if (!Float.isFinite(values[from + i])) {
        throw new IllegalArgumentException(
            Rows.element(name, i, row)
                + " is "
                + values[from + i]
                + "; every value must be finite");
      }
    }
  }
}
