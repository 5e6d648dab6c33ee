package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.vpg.VpgAgent;
import java.util.List;

/** The algorithms that a run can use. */
public final class Algorithms {
  private static final List<Algorithm<?>> ALL =
      List.of(
          PpoAgent.ALGORITHM,
          A2cAgent.ALGORITHM,
          PolicyGradientAgent.ALGORITHM,
          ReinforceAgent.ALGORITHM,
          VpgAgent.ALGORITHM,
          TrpoAgent.ALGORITHM,
          NpgAgent.ALGORITHM);

  private Algorithms() {}

  /**
   * Settings as the config of their algorithm.
   *
   * @throws IllegalArgumentException if they are another algorithm's
   */
  static <C extends Record & AlgorithmConfig> C settings(Algorithm<C> algorithm, Record settings) {
    C defaults = algorithm.defaults();
    if (!defaults.getClass().isInstance(settings)) {
      throw new IllegalArgumentException(
          "settings of "
              + settings.getClass().getSimpleName()
              + " are not for "
              + algorithm.name());
    }
    @SuppressWarnings("unchecked")
    C own = (C) settings;
    return own;
  }

  /** Names of all algorithms, the default one first. */
  public static List<String> names() {
    return ALL.stream().map(Algorithm::name).toList();
  }

  /**
   * The algorithm of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Algorithm<?> get(String name) {
    return ALL.stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no algorithm \""
                        + name
                        + "\"; give one of "
                        + String.join(", ", names())));
  }
}
