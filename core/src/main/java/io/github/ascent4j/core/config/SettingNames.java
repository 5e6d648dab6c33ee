package io.github.ascent4j.core.config;

import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.environment.catalog.NearNames;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the settings of a config are called: names, and the components that lead to each. */
final class SettingNames {
  /**
   * A setting.
   *
   * @param path names of the components that lead to it
   * @param shortName its name without the groups that it is in
   */
  private record Leaf(List<String> path, String shortName, Object value) {
    String fullName() {
      return String.join(".", path);
    }
  }

  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<String, Leaf> named = new LinkedHashMap<>();

  SettingNames(Record config) {
    add(config, List.of(), "");
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (Leaf leaf : leaves) {
      if (!seen.add(leaf.shortName())) {
        repeated.add(leaf.shortName());
      }
    }
    for (Leaf leaf : leaves) {
      boolean inFull = repeated.contains(leaf.shortName());
      named.put(inFull ? leaf.fullName() : leaf.shortName(), leaf);
    }
  }

  private void add(Record record, List<String> before, String prefix) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      List<String> path = new ArrayList<>(before);
      path.add(component.getName());
      Object value = ConfigRecords.read(record, component);
      if (value instanceof Record nested && !(value instanceof Schedule)) {
        add(
            nested,
            path,
            value instanceof SettingGroup ? prefix : prefix + component.getName() + ".");
      } else {
        leaves.add(new Leaf(path, prefix + component.getName(), value));
      }
    }
  }

  /** All settings by name, in order. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    named.forEach((name, leaf) -> values.put(name, leaf.value()));
    return values;
  }

  /** Whether there are several settings of that short name, or within records of that name. */
  boolean ambiguous(String shortName) {
    List<String> found =
        leaves.stream()
            .map(Leaf::shortName)
            .filter(name -> (name + ".").startsWith(shortName + "."))
            .toList();
    return found.stream().distinct().count() < found.size();
  }

  /**
   * The components that lead to what {@code key} names.
   *
   * @throws IllegalArgumentException if it names nothing, or more than one setting
   */
  List<String> path(String key) {
    Leaf exact = named.get(key);
    if (exact != null) {
      return exact.path();
    }
    for (Leaf leaf : leaves) {
      if (leaf.fullName().startsWith(key + ".")) {
        return leaf.path().subList(0, parts(key));
      }
      if (leaf.shortName().startsWith(key + ".")) {
        int groups = leaf.path().size() - parts(leaf.shortName());
        return leaf.path().subList(0, groups + parts(key));
      }
    }
    List<Leaf> endings =
        leaves.stream().filter(leaf -> ("." + leaf.fullName()).endsWith("." + key)).toList();
    if (endings.isEmpty()) {
      throw unknown(key);
    }
    checkAlone(key, endings);
    return endings.getFirst().path();
  }

  /** Refuses a short name that several settings have. */
  void checkAlone(String shortName) {
    checkAlone(
        shortName, leaves.stream().filter(leaf -> leaf.shortName().equals(shortName)).toList());
  }

  private static void checkAlone(String key, List<Leaf> found) {
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "there are several settings '"
              + key
              + "'; give "
              + String.join(" or ", found.stream().map(Leaf::fullName).toList()));
    }
  }

  private static int parts(String name) {
    return name.split("\\.").length;
  }

  IllegalArgumentException unknown(String key) {
    String mend =
        NamesElsewhere.describe(key, named.keySet(), name -> name)
            .orElseGet(() -> NearNames.describe(NearNames.of(key, named.keySet())));
    return new IllegalArgumentException("unknown setting '" + key + "'; " + mend);
  }
}
