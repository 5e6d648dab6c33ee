package io.github.ascent4j.cli.preset;

import io.github.ascent4j.cli.run.RunConfig.Episodes;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A named set of every setting of an algorithm. A name may have presets for several algorithms.
 *
 * @param name what {@code --preset} takes
 * @param description one sentence
 * @param algorithm the algorithm it is for
 * @param environment the environment it is tuned for, or with a star at its end all whose ids begin
 *     so; null for a convention that fits any
 * @param environments copies of the environment it is meant for
 * @param steps length of the training it is meant for
 * @param episodes what of the training it is meant for is counted in episodes
 * @param stopAt mean return of the last episodes that the training stops at; null for none
 * @param settings the settings for a number of copies, which few presets look at
 */
public record Preset(
    String name,
    String description,
    String algorithm,
    @Nullable String environment,
    int environments,
    long steps,
    Episodes episodes,
    @Nullable Double stopAt,
    IntFunction<Record> settings) {

  /** A preset for a training that is counted in steps. */
  public Preset(
      String name,
      String description,
      String algorithm,
      @Nullable String environment,
      int environments,
      long steps,
      IntFunction<Record> settings) {
    this(
        name,
        description,
        algorithm,
        environment,
        environments,
        steps,
        Episodes.DEFAULT,
        null,
        settings);
  }

  /** The settings, a record of the algorithm's config, for {@code copies} copies. */
  public Record config(int copies) {
    return settings.apply(copies);
  }

  /** Whether it is tuned for the environment of that id. */
  public boolean isTunedFor(String id) {
    if (environment == null) {
      return false;
    }
    return environment.endsWith("*")
        ? id.startsWith(environment.substring(0, environment.length() - 1))
        : id.equals(environment);
  }
}
