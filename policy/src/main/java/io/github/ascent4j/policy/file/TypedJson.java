package io.github.ascent4j.policy.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The pieces that records with a {@code type} are made of. */
final class TypedJson {
  private TypedJson() {}

  /** Checks an object to be of that type and to have no members but the given ones. */
  static void typed(Json json, String type, String... members) {
    if (!json.get("type").asString().equals(type)) {
      throw unknown(json, type);
    }
    String[] allowed = Arrays.copyOf(members, members.length + 1);
    allowed[members.length] = "type";
    json.allowOnly(allowed);
  }

  static JsonException unknown(Json json, String known) {
    return json.get("type")
        .mismatch(
            "a type this Ascent4J knows here (" + known + "); update it if the file is newer");
  }

  static IllegalStateException unwritable(Object part) {
    return new IllegalStateException(part + " has no form in a policy file yet");
  }

  static float finite(Json json) {
    float value = json.asFloat();
    if (!Float.isFinite(value)) {
      throw json.mismatch("a finite number");
    }
    return value;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Json json, E[] constants) {
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      if (name(constant).equals(json.asString())) {
        return constant;
      }
      names.add(name(constant));
    }
    throw json.mismatch("one of " + String.join(", ", names));
  }

  static Json integers(List<Integer> values) {
    return Json.array(values.stream().map(value -> Json.of((long) value)).toList());
  }

  static List<Integer> integers(Json json) {
    return json.elements().stream().map(Json::asInt).toList();
  }
}
