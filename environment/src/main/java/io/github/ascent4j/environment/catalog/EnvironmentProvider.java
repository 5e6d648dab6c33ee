package io.github.ascent4j.environment.catalog;

import io.github.ascent4j.environment.VectorEnvironment;
import java.util.List;

/**
 * A module with environments, found through {@link java.util.ServiceLoader}: name the class in
 * {@code META-INF/services} and, in a named module, in {@code provides}.
 */
public interface EnvironmentProvider {
  /**
   * The environments with a name of their own, by id. Needs nothing that may not be installed: a
   * native library is looked for in {@link #make} only.
   */
  List<EnvironmentInfo> list();

  /** Whether this makes environments of that name, those that are not listed included. */
  boolean provides(String id);

  /**
   * Whether an environment that this {@linkplain #provides} is part of this program: by its name
   * alone nothing else is run and no file of the user's is opened. Only such a name may come from a
   * file that somebody else has made; of its options, those that {@linkplain
   * EnvironmentOption.Reach#NONE reach no further}.
   */
  default boolean selfContained(String id) {
    return false;
  }

  /**
   * The name under which every folder finds the same environment: with its paths absolute, where it
   * has any.
   *
   * @param id that this {@linkplain #provides}, as a user wrote it in the current folder
   */
  default String absolute(String id) {
    return id;
  }

  /** What can be chosen of the environment {@code id}, which this {@linkplain #provides}. */
  List<EnvironmentOption> options(String id);

  /**
   * Makes an environment, which starts with its {@code reset}.
   *
   * @param request for an id that this {@linkplain #provides}
   * @throws IllegalArgumentException if the request cannot be met, be it for a value that is out of
   *     range or for something that is not installed; the message says what to do
   */
  VectorEnvironment make(EnvironmentRequest request);
}
