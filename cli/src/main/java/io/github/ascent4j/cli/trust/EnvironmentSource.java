package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.VectorEnvironment;
import java.util.Optional;

/** Makes copies of the one environment of a run. */
public interface EnvironmentSource {
  /**
   * Makes copies, which start with their {@code reset}.
   *
   * @param threads that may step them; they change no result
   */
  VectorEnvironment make(int copies, int threads);

  /** {@link #make} for the copies that are trained in, whatever else belongs to them. */
  default VectorEnvironment makeToTrain(int copies, int threads) {
    return make(copies, threads);
  }

  /** By which this user's runs of it are known again; none where any file may name it. */
  Optional<String> mark();
}
