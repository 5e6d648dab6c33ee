package io.github.ascent4j.core.config;

import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.environment.catalog.NearNames;
import io.github.ascent4j.policy.file.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and changes config records by the names of their components. A component is a number, a
 * boolean, an enum, a {@link Schedule}, a list of integers or a record of the same kind; a
 * component {@code x} is changed through the record's own {@code withX}, so that what the record
 * ties together stays together.
 */
public final class ConfigRecords {
  private ConfigRecords() {}

  /** All settings by name, nested records as {@code outer.inner}, in order. */
  public static Map<String, Object> settings(Record config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = read(config, component);
      if (value instanceof Record nested && !(value instanceof Schedule)) {
        settings(nested)
            .forEach((key, inner) -> settings.put(component.getName() + "." + key, inner));
      } else {
        settings.put(component.getName(), value);
      }
    }
    return settings;
  }

  /**
   * A copy with one setting changed.
   *
   * @param key name of a component; one of a nested record may be given as {@code outer.inner} or
   *     by its last part
   * @param text the value as text
   * @throws IllegalArgumentException if there is no such setting (the near ones are listed) or the
   *     value does not fit it
   */
  public static <R extends Record> R with(R config, String key, String text) {
    String known = resolve(config, key);
    try {
      return change(config, known, text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(known + "=" + text + ": not a number", e);
    }
  }

  /**
   * A copy with one component of the record itself replaced, for the {@code with…} methods of
   * config records.
   *
   * @throws IllegalArgumentException if the record refuses the value
   */
  public static <R extends Record> R replace(R config, String name, Object value) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    boolean found = false;
    for (int i = 0; i < components.length; i++) {
      boolean named = components[i].getName().equals(name);
      values[i] = named ? value : read(config, components[i]);
      found |= named;
    }
    if (!found) {
      throw unknown(config, name);
    }
    return construct(config, components, values);
  }

  /** The settings as a JSON object, nested records as objects within. */
  public static Json toJson(Record config) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      members.put(component.getName(), json(read(config, component)));
    }
    return Json.object(members);
  }

  private static Json json(Object value) {
    return switch (value) {
      case Schedule.Constant constant -> Json.of(constant.value());
      case Schedule schedule -> Json.of(schedule.toString());
      case Record nested -> toJson(nested);
      case Integer number -> Json.of(number.longValue());
      case Double number -> Json.of(number.doubleValue());
      case Boolean flag -> Json.of(flag.booleanValue());
      case List<?> list -> Json.array(list.stream().map(ConfigRecords::json).toList());
      default -> Json.of(value.toString());
    };
  }

  /**
   * The record that {@link #toJson} describes. Settings missing from the object keep the value they
   * have in {@code defaults}.
   *
   * @throws IllegalArgumentException if the object has a setting that the record lacks, or a value
   *     that does not fit
   */
  public static <R extends Record> R fromJson(R defaults, Json object) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    for (String key : object.members().keySet()) {
      if (Arrays.stream(components).noneMatch(c -> c.getName().equals(key))) {
        throw unknown(defaults, key);
      }
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Object current = read(defaults, component);
      Optional<Json> given = object.find(component.getName());
      if (given.isEmpty()) {
        values[i] = current;
      } else if (current instanceof Record nested && !(current instanceof Schedule)) {
        values[i] = fromJson(nested, given.get());
      } else {
        values[i] = parse(component, text(given.get()));
      }
    }
    return construct(defaults, components, values);
  }

  private static String text(Json value) {
    return switch (value.kind()) {
      case STRING -> value.asString();
      case ARRAY ->
          value.elements().stream().map(ConfigRecords::text).collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  private static String resolve(Record config, String key) {
    Map<String, Object> settings = settings(config);
    boolean hasParts = settings.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
    if (settings.containsKey(key) || hasParts) {
      return key;
    }
    List<String> endings =
        settings.keySet().stream().filter(name -> name.endsWith("." + key)).toList();
    if (endings.size() == 1) {
      return endings.getFirst();
    }
    throw unknown(config, key);
  }

  private static IllegalArgumentException unknown(Record config, String key) {
    List<String> near = NearNames.of(key, settings(config).keySet());
    return new IllegalArgumentException(
        "unknown setting '" + key + "'; " + NearNames.describe(near));
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R change(R config, String key, String text) {
    int dot = key.indexOf('.');
    String name = dot < 0 ? key : key.substring(0, dot);
    RecordComponent component =
        Arrays.stream(config.getClass().getRecordComponents())
            .filter(c -> c.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Object value =
        dot < 0
            ? parse(component, text)
            : change((Record) read(config, component), key.substring(dot + 1), text);
    String wither = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    try {
      Method method = config.getClass().getMethod(wither, component.getType());
      return (R) method.invoke(config, value);
    } catch (InvocationTargetException e) {
      throw rethrow(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(config.getClass() + " lacks " + wither, e);
    }
  }

  private static Object parse(RecordComponent component, String text) {
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

  private static Object read(Record config, RecordComponent component) {
    try {
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R construct(
      R defaults, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = defaults.getClass().getConstructor(types);
      return (R) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw rethrow(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + defaults.getClass(), e);
    }
  }

  private static RuntimeException rethrow(InvocationTargetException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    return new IllegalStateException(e.getCause());
  }
}
