package io.github.ascent4j.cli.plot;

import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.core.config.ConfigRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of several settings what tells each from the others. */
final class SettingLabels {
  private SettingLabels() {}

  /** A label for each, which is its preset where that is enough. */
  static List<String> of(List<RunConfig> configs) {
    boolean manyEnvironments = configs.stream().map(RunConfig::environment).distinct().count() > 1;
    boolean manyAlgorithms = configs.stream().map(RunConfig::algorithm).distinct().count() > 1;
    List<Map<String, String>> settings = configs.stream().map(SettingLabels::settings).toList();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < configs.size(); i++) {
      RunConfig config = configs.get(i);
      List<String> parts = new ArrayList<>();
      if (manyEnvironments) {
        parts.add(config.environment());
      }
      if (manyAlgorithms) {
        parts.add(config.algorithm());
      }
      parts.add(config.preset());
      Set<String> differing = new LinkedHashSet<>();
      for (int k = 0; k < configs.size(); k++) {
        RunConfig other = configs.get(k);
        if (other.environment().equals(config.environment())
            && other.algorithm().equals(config.algorithm())
            && other.preset().equals(config.preset())) {
          differing.addAll(differing(settings.get(i), settings.get(k)));
        }
      }
      for (String key : differing) {
        parts.add(key + " " + settings.get(i).get(key));
      }
      labels.add(String.join(", ", parts));
    }
    return labels;
  }

  private static Map<String, String> settings(RunConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("envs", Integer.toString(config.envs()));
    settings.put("steps", Long.toString(config.steps()));
    config.environmentOptions().forEach((key, value) -> settings.put("with " + key, value));
    ConfigRecords.settings(config.settings())
        .forEach((key, value) -> settings.put(key, String.valueOf(value)));
    return settings;
  }

  private static Set<String> differing(Map<String, String> one, Map<String, String> other) {
    Set<String> keys = new LinkedHashSet<>(one.keySet());
    keys.removeIf(key -> String.valueOf(one.get(key)).equals(other.get(key)));
    return keys;
  }
}
