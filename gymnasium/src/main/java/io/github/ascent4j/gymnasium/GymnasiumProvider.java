package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Environments that Python makes: {@code gym:} and an id of Gymnasium's registry, {@code
 * gym:module:ID} for one that a module registers, {@code gym:path/to/file.py:factory} or {@code
 * gym:module:factory} for a function or class that gives an environment with Gymnasium's interface.
 *
 * <p>Options whose name begins with {@code kwargs.} are the keyword arguments that the environment
 * is made with, as Python literals.
 */
public final class GymnasiumProvider implements EnvironmentProvider {
  private static final List<EnvironmentOption> OPTIONS =
      List.of(
          new EnvironmentOption(
              BridgeOptions.PYTHON,
              BridgeOptions.DEFAULT_PYTHON,
              "the Python that has numpy and gymnasium: a path, or a name on the PATH",
              EnvironmentOption.Reach.PROGRAM),
          EnvironmentOption.plain(
              BridgeOptions.PROCESSES,
              "1",
              "child processes that share the copies; worth it where a step takes long"),
          EnvironmentOption.plain(
              BridgeOptions.TIMEOUT,
              Integer.toString(BridgeOptions.DEFAULT_TIMEOUT_SECONDS),
              "seconds after which a process that does not answer is ended"),
          EnvironmentOption.plain(
              BridgeOptions.RENDER,
              "false",
              "true to make copies with render_mode=\"rgb_array\", which can be watched"),
          EnvironmentOption.plain(
              BridgeOptions.INFO,
              BridgeOptions.NO_INFO,
              "numbers of the info dictionary to log: x_position,reward_ctrl, or episode/r in"
                  + " another"),
          new EnvironmentOption(
              BridgeOptions.KEYWORDS + "NAME",
              "",
              "keyword argument NAME for the environment, a Python literal"));

  /** None: which environments there are is Python's to know. */
  @Override
  public List<EnvironmentInfo> list() {
    return List.of();
  }

  @Override
  public boolean provides(String id) {
    return id.startsWith(BridgeOptions.ID_PREFIX) && id.length() > BridgeOptions.ID_PREFIX.length();
  }

  /** With the file of {@code gym:path/to/file.py:factory} where it is from every folder. */
  @Override
  public String absolute(String id) {
    int colon = id.lastIndexOf(':');
    String place = id.substring(Math.min(colon, BridgeOptions.ID_PREFIX.length()), colon);
    if (!place.endsWith(".py")) {
      return id;
    }
    try {
      Path file = Path.of(place);
      // What is absolute already stays the same name, also where a link has taken its place since.
      Path whole = file.isAbsolute() ? file : realPath(file);
      return BridgeOptions.ID_PREFIX + whole + id.substring(colon);
    } catch (InvalidPathException e) {
      return id;
    }
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      // Python will say that it is not there.
      return file.toAbsolutePath().normalize();
    }
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return OPTIONS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if there is no such Python, if it lacks a package, or if
   *     the environment cannot be made; what Python raised is the cause
   */
  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    return GymnasiumEnvironment.open(request, BridgeOptions.of(request, OPTIONS));
  }
}
