package io.github.ascent4j.core.engine;

import io.github.ascent4j.core.exchange.Exchange;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Makes networks that can be run and trained. */
public interface Engine extends AutoCloseable {
  /** The engine that is taken where none is named. */
  String DEFAULT = "simd";

  /** The default engine on one thread, which the caller closes. */
  static Engine load() {
    return load(DEFAULT, 1);
  }

  /**
   * The engine of that name among those that modules offer, which the caller closes.
   *
   * @param threads the most threads that it works in
   * @throws IllegalArgumentException if there is none, with the names there are
   */
  static Engine load(String name, int threads) {
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.create(threads);
      }
    }
    List<String> names = names();
    throw new IllegalArgumentException(
        "no engine "
            + name
            + " on the class path or module path; "
            + (names.isEmpty()
                ? "add the module ascent4j-" + name
                : "there are " + String.join(", ", names)));
  }

  /** The names of all engines that modules offer. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    ServiceLoader.load(EngineProvider.class).forEach(provider -> names.add(provider.name()));
    return names;
  }

  /** Name for messages and provenance, for example {@code simd}. */
  String name();

  /** Where the gradients of this engine's networks are summed over ranks before each step. */
  default Exchange exchange() {
    return Exchange.NONE;
  }

  /**
   * A network with all parameters zero.
   *
   * @param optimization how {@link TrainableNetwork#step} changes the parameters
   */
  TrainableNetwork create(Program program, Optimization optimization);

  /** Frees threads and memory. */
  @Override
  void close();
}
