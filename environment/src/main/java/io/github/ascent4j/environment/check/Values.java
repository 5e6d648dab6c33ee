package io.github.ascent4j.environment.check;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;

/** Looks for values that are not what their space says. */
final class Values {
  /** Not a number, and told from others by its bits: stands where nothing has been written. */
  static final float UNWRITTEN = Float.intBitsToFloat(0x7fc5a5a5);

  private Values() {}

  static float[] unwritten(int size) {
    float[] values = new float[size];
    Arrays.fill(values, UNWRITTEN);
    return values;
  }

  /**
   * The first component from {@code from} to {@code to} that nothing was written to; -1 if none.
   */
  static int firstUnwritten(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isUnwritten(values[i])) {
        return i;
      }
    }
    return -1;
  }

  static boolean isUnwritten(float value) {
    return Float.floatToRawIntBits(value) == Float.floatToRawIntBits(UNWRITTEN);
  }

  /**
   * Notes the first component of an observation that is wrong.
   *
   * @param name of what is looked at, for messages
   * @param place where and when, for messages
   */
  static void check(Watch watch, Space space, float[] observation, String name, Place place) {
    for (int i = 0; i < observation.length; i++) {
      if (!Float.isFinite(observation[i])) {
        watch.find(
            Defect.OBSERVATION_NOT_FINITE,
            name + "[" + i + "] is " + observation[i] + " " + place.text());
        return;
      }
    }
    if (!space.contains(observation) || hasPixels(space)) {
      int offset = 0;
      for (Space part : space.spaces()) {
        for (int i = 0; i < part.flatSize(); i++) {
          String wrong = wrong(part, observation, offset, i);
          if (!wrong.isEmpty()) {
            watch.find(
                Defect.OBSERVATION_OUTSIDE,
                name + "[" + (offset + i) + "] is " + wrong + " " + place.text());
            return;
          }
        }
        offset += part.flatSize();
      }
    }
  }

  /** Says where a value was seen, once it is asked. */
  @FunctionalInterface
  interface Place {
    String text();
  }

  private static boolean hasPixels(Space space) {
    return space.spaces().stream().anyMatch(Values::isImage);
  }

  private static boolean isImage(Space space) {
    return space instanceof Box && space.dtype() == DType.UINT8;
  }

  /** What is wrong with component {@code i} of a part; empty if nothing. */
  private static String wrong(Space part, float[] observation, int offset, int i) {
    float value = observation[offset + i];
    if (!(part instanceof Box box)) {
      return i > 0 || part.contains(observation, offset)
          ? ""
          : value + " and the first of " + part.flatSize() + " that are not in " + part;
    }
    if (!(value >= box.low(i) && value <= box.high(i))) {
      return value + ", which is not from " + box.low(i) + " to " + box.high(i) + ",";
    }
    return isImage(part) && !(value == (int) value && value >= 0 && value <= 255)
        ? value + ", which is no whole number from 0 to 255,"
        : "";
  }
}
