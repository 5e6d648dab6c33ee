package io.github.ascent4j.core.config;

import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.policy.file.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and changes config records by the names of their components. A component is a number, a
 * boolean, an enum, a {@link Schedule}, a list of integers or a record of the same kind; the
 * components of a {@link SettingGroup} are named as if they stood in the record that holds it. A
 * component {@code x} is changed through the record's own {@code withX} where there is one, so that
 * what the record ties together stays together.
 */
public final class ConfigRecords {
  private ConfigRecords() {}

  /** All settings by name, nested records as {@code outer.inner}, in order. */
  public static Map<String, Object> settings(Record config) {
    return new SettingNames(config).values();
  }

  /**
   * A copy with one setting changed.
   *
   * @param key name of a component; one of a nested record may be given as {@code outer.inner} or
   *     by its last part
   * @param text the value as text
   * @throws IllegalArgumentException if there is no such setting (the near ones are listed), if
   *     there are several, or if the value does not fit it
   */
  public static <R extends Record> R with(R config, String key, String text) {
    List<String> path = new SettingNames(config).path(key);
    try {
      return change(config, path, text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + "=" + text + ": not a number", e);
    }
  }

  /**
   * A copy with one component replaced, of the record itself or of one of its groups, for the
   * {@code with…} methods of config records.
   *
   * @throws IllegalArgumentException if there is no such component or the record refuses the value
   */
  public static <R extends Record> R replace(R config, String name, Object value) {
    Optional<RecordComponent> own = find(config, name);
    if (own.isPresent()) {
      boolean constant = own.get().getType() == Schedule.class && value instanceof Number;
      return replaceOwn(
          config, name, constant ? Schedule.constant(((Number) value).doubleValue()) : value);
    }
    List<RecordComponent> holders =
        Arrays.stream(config.getClass().getRecordComponents())
            .filter(component -> holds(read(config, component), name))
            .toList();
    String holder;
    String rest = name;
    if (holders.size() == 1) {
      holder = holders.getFirst().getName();
    } else {
      List<String> path = new SettingNames(config).path(name);
      holder = path.getFirst();
      rest = String.join(".", path.subList(1, path.size()));
    }
    Record inner = (Record) read(config, component(config, holder));
    return replaceOwn(config, holder, replace(inner, rest, value));
  }

  /** Whether {@code value} is a group with a component of that name, of its own or in a group. */
  private static boolean holds(Object value, String name) {
    return value instanceof SettingGroup
        && (find((Record) value, name).isPresent()
            || Arrays.stream(value.getClass().getRecordComponents())
                .anyMatch(component -> holds(read((Record) value, component), name)));
  }

  /** A copy with a component of the record itself replaced. */
  private static <R extends Record> R replaceOwn(R config, String name, Object value) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].getName().equals(name) ? value : read(config, components[i]);
    }
    return construct(config, components, values);
  }

  /**
   * The settings as a JSON object, nested records as objects within, and groups among the settings
   * around them.
   */
  public static Json toJson(Record config) {
    SettingNames names = new SettingNames(config);
    Map<String, Json> members = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = read(config, component);
      if (!(value instanceof SettingGroup)) {
        members.put(component.getName(), json(value));
        continue;
      }
      Map<String, Json> inGroup = new LinkedHashMap<>(toJson((Record) value).members());
      inGroup.keySet().stream()
          .filter(name -> !names.ambiguous(name))
          .forEach(name -> members.put(name, inGroup.get(name)));
      inGroup.keySet().removeIf(name -> !names.ambiguous(name));
      if (!inGroup.isEmpty()) {
        members.put(component.getName(), Json.object(inGroup));
      }
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
   * have in {@code defaults}; those of a group may stand in an object of its name, too.
   *
   * @throws IllegalArgumentException if the object has a setting that the record lacks, or a value
   *     that does not fit
   */
  public static <R extends Record> R fromJson(R defaults, Json object) {
    SettingNames names = new SettingNames(defaults);
    Map<String, Json> unread = new LinkedHashMap<>(object.members());
    unread.keySet().forEach(names::checkAlone);
    R config = read(defaults, unread);
    if (!unread.isEmpty()) {
      throw names.unknown(unread.keySet().iterator().next());
    }
    return config;
  }

  /** Takes from {@code unread} what belongs to this record. */
  private static <R extends Record> R read(R defaults, Map<String, Json> unread) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Object current = read(defaults, component);
      Json given = unread.remove(component.getName());
      if (current instanceof SettingGroup) {
        Record group = read((Record) current, unread);
        values[i] = given == null ? group : fromJson(group, given);
      } else if (given == null) {
        values[i] = current;
      } else if (current instanceof Record nested && !(current instanceof Schedule)) {
        values[i] = fromJson(nested, given);
      } else {
        values[i] = SettingText.parse(component, text(given));
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

  private static RecordComponent component(Record config, String name) {
    return find(config, name).orElseThrow();
  }

  private static Optional<RecordComponent> find(Record config, String name) {
    return Arrays.stream(config.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst();
  }

  /** Changes what {@code path} leads to, by the outermost record that has a method for it. */
  private static <R extends Record> R change(R config, List<String> path, String text) {
    RecordComponent component = component(config, path.getFirst());
    Object current = read(config, component);
    if (current instanceof SettingGroup && path.size() > 1) {
      return changeInGroup(config, path, text);
    }
    Object value =
        path.size() == 1
            ? SettingText.parse(component, text)
            : change((Record) current, path.subList(1, path.size()), text);
    return wither(config, component)
        .map(method -> invoke(config, method, value))
        .orElseGet(() -> replaceOwn(config, component.getName(), value));
  }

  private static <R extends Record> R changeInGroup(R config, List<String> path, String text) {
    RecordComponent component = component(config, path.getFirst());
    Record group = (Record) read(config, component);
    List<String> rest = path.subList(1, path.size());
    RecordComponent inner = component(group, rest.getFirst());
    Optional<Method> own = wither(config, inner);
    if (own.isEmpty() || read(group, inner) instanceof SettingGroup) {
      return replaceOwn(config, component.getName(), change(group, rest, text));
    }
    Object value =
        rest.size() == 1
            ? SettingText.parse(inner, text)
            : change((Record) read(group, inner), rest.subList(1, rest.size()), text);
    return invoke(config, own.get(), value);
  }

  /** The method of {@code config} that changes a component of that name and type. */
  private static Optional<Method> wither(Record config, RecordComponent component) {
    String name = component.getName();
    String wither = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Arrays.stream(config.getClass().getMethods())
        .filter(method -> method.getName().equals(wither))
        .filter(
            method ->
                Arrays.equals(method.getParameterTypes(), new Class<?>[] {component.getType()}))
        .findFirst();
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R invoke(R config, Method method, Object value) {
    try {
      return (R) method.invoke(config, value);
    } catch (InvocationTargetException e) {
      throw rethrow(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }

  static Object read(Record config, RecordComponent component) {
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
