package io.github.ascent4j.core.config;

import io.github.ascent4j.core.schedule.Schedule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads values of settings from text. */
final class SettingText {
  private SettingText() {}

  /**
   * The value of a component.
   *
   * @throws IllegalArgumentException if the text does not fit its type; the message says what does
   */
  static Object parse(RecordComponent component, String text) {
    Class<?> type = component.getType();
    String name = component.getName();
    try {
      if (type == int.class) {
        return Integer.valueOf(text.strip());
      }
      if (type == double.class) {
        return Double.valueOf(text.strip());
      }
      if (type == Schedule.class) {
        return schedule(name, text);
      }
      if (type == List.class) {
        return integers(text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + "=" + text + ": give " + (type == double.class ? "a number" : "whole numbers"), e);
    }
    if (type == boolean.class) {
      return switch (text.strip()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(name + "=" + text + ": give true or false");
      };
    }
    if (type.isEnum()) {
      return constant(component, type, text);
    }
    throw new IllegalArgumentException(name + " has parts; set them one by one, as " + name + ".…");
  }

  private static Schedule schedule(String name, String text) {
    try {
      return Schedule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "=" + text + ": " + e.getMessage(), e);
    }
  }

  private static Object constant(RecordComponent component, Class<?> type, String text) {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (constant.toString().equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        component.getName() + "=" + text + ": give one of " + Arrays.toString(constants));
  }

  private static List<Integer> integers(String text) {
    List<Integer> values = new ArrayList<>();
    String inner = text.strip().replaceAll("^\\[|]$", "");
    if (!inner.isBlank()) {
      for (String part : inner.split(",", -1)) {
        values.add(Integer.valueOf(part.strip()));
      }
    }
    return values;
  }
}
