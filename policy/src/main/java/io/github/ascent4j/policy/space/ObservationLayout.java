package io.github.ascent4j.policy.space;

import java.util.ArrayList;
import java.util.List;

/**
 * How an observation is held while it is learnt from: images (a {@link Box} of {@link DType#UINT8})
 * as bytes, everything else as floats, categories as their indices. A flat observation has both, in
 * the order of the space.
 *
 * <p>Thread safety: never changed once made, and all threads may share one.
 */
public final class ObservationLayout {
  /**
   * A part of an observation.
   *
   * @param name its name in a {@link Dict}, otherwise empty
   * @param shape dimensions of a value
   * @param image whether it is held as bytes
   * @param flatOffset where it starts in a flat observation
   * @param offset where it starts among the bytes, if an image, or else among the floats
   * @param size how many components it has
   * @param space what they are one of, of a single part
   */
  public record Part(
      String name,
      List<Integer> shape,
      boolean image,
      int flatOffset,
      int offset,
      int size,
      Space space) {
    /** How many categories each component is one of; empty unless all are of a discrete space. */
    public List<Integer> categories() {
      if (space instanceof Discrete discrete) {
        return List.of(discrete.n());
      }
      return space instanceof MultiDiscrete several ? several.nvec() : List.of();
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private int numbers;
  private int bytes;

  private ObservationLayout() {}

  /** The layout of observations of {@code space}. */
  public static ObservationLayout of(Space space) {
    ObservationLayout layout = new ObservationLayout();
    if (space instanceof Dict dict) {
      dict.parts().forEach(layout::add);
    } else if (space instanceof Tuple tuple) {
      tuple.parts().forEach(part -> layout.add("", part));
    } else {
      layout.add("", space);
    }
    return layout;
  }

  private void add(String name, Space space) {
    boolean image = space instanceof Box && space.dtype() == DType.UINT8;
    int size = space.flatSize();
    List<Integer> shape = space.shape().isEmpty() ? List.of(size) : space.shape();
    parts.add(new Part(name, shape, image, numbers + bytes, image ? bytes : numbers, size, space));
    if (image) {
      bytes += size;
    } else {
      numbers += size;
    }
  }

  /** The parts in order. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** F, how many components are held as floats. */
  public int numbers() {
    return numbers;
  }

  /** U, how many components are held as bytes. */
  public int bytes() {
    return bytes;
  }

  /** Where in a flat observation a component is that is held as a float. */
  public int flatIndex(int number) {
    for (Part part : parts) {
      if (!part.image && number < part.offset + part.size) {
        return part.flatOffset + number - part.offset;
      }
    }
    throw new IndexOutOfBoundsException(number + " of " + numbers + " numbers");
  }

  /**
   * Takes a flat observation apart.
   *
   * @param observation flat observation, from {@code from} on; components of images are whole
   *     numbers from 0 to 255
   * @param numbers receives F floats from {@code numbersOffset} on
   * @param images receives U bytes from {@code imagesOffset} on
   * @return index in the observation of the first component of an image that is no byte; -1 if none
   */
  public int split(
      float[] observation,
      int from,
      float[] numbers,
      int numbersOffset,
      byte[] images,
      int imagesOffset) {
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      int start = from + part.flatOffset;
      if (!part.image) {
        System.arraycopy(observation, start, numbers, numbersOffset + part.offset, part.size);
        continue;
      }
      int to = imagesOffset + part.offset;
      for (int i = 0; i < part.size; i++) {
        float value = observation[start + i];
        int pixel = (int) value;
        if (pixel != value || (pixel & 0xff) != pixel) {
          return start + i - from;
        }
        images[to + i] = (byte) pixel;
      }
    }
    return -1;
  }

  /**
   * Puts a flat observation together again.
   *
   * @param numbers F floats from {@code numbersOffset} on
   * @param images U bytes from {@code imagesOffset} on
   * @param observation receives it from its start on
   */
  public void join(
      float[] numbers, int numbersOffset, byte[] images, int imagesOffset, float[] observation) {
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      if (!part.image) {
        int from = numbersOffset + part.offset;
        System.arraycopy(numbers, from, observation, part.flatOffset, part.size);
        continue;
      }
      int from = imagesOffset + part.offset;
      for (int i = 0; i < part.size; i++) {
        observation[part.flatOffset + i] = images[from + i] & 0xff;
      }
    }
  }
}
