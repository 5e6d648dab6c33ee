package io.github.ascent4j.cli.run;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;

/** Makes the environment that a run names: the built-in ones, or in tests those that fail. */
@FunctionalInterface
interface EnvironmentSource {
  VectorEnvironment make(EnvironmentRequest request);
}
