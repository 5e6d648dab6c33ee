package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentOption.Reach;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.envs.Environments;
import java.util.Map;
import java.util.Optional;

/** What the catalogue says of a name and of options, all of which may be anything. */
final class Catalog {
  private Catalog() {}

  /** Whether a name leads beyond this program. One that nothing is made of does not. */
  static boolean leadsBeyond(String id) {
    Optional<EnvironmentProvider> provider = Environments.find(id);
    return provider.isPresent() && !provider.get().selfContained(id);
  }

  /** Whether a name or one of its options leads beyond this program. */
  static boolean leadsBeyond(String id, Map<String, String> options) {
    return leadsBeyond(id)
        || options.keySet().stream().anyMatch(option -> reach(id, option) != Reach.NONE);
  }

  /** What a value of an option can lead to; nothing where no environment has that name. */
  static Reach reach(String id, String option) {
    Optional<EnvironmentProvider> provider = Environments.find(id);
    if (provider.isEmpty() || option.equals(TrustedEnvironment.WRAP)) {
      return Reach.NONE;
    }
    return provider.get().options(id).stream()
        .filter(offered -> offered.name().equals(option))
        .findFirst()
        .map(EnvironmentOption::reach)
        .orElse(Reach.ANYTHING);
  }

  /** Whether the same module makes both. */
  static boolean sameProvider(String one, String other) {
    return Environments.find(one).equals(Environments.find(other));
  }
}
