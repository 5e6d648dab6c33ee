package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.envs.Environments;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An environment that may be made, whatever code that runs. Those that a file names become one by
 * {@link ForeignEnvironment#trusted} alone.
 */
public final class TrustedEnvironment implements EnvironmentSource {
  private final String id;
  private final Map<String, String> options;

  TrustedEnvironment(String id, Map<String, String> options) {
    this.id = id;
    this.options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** What the user's own command line says, in the folder that he says it in. */
  public static TrustedEnvironment typed(String id, Map<String, String> options) {
    String absolute = AbsolutePaths.id(id);
    return new TrustedEnvironment(absolute, AbsolutePaths.options(absolute, options));
  }

  /** The environment's name. */
  public String id() {
    return id;
  }

  /** Whether it is none of this program's, which have tests of their own. */
  public boolean ofTheUsersOwn() {
    return Catalog.leadsBeyond(id);
  }

  /** What was chosen of it, by name. */
  public Map<String, String> options() {
    return options;
  }

  /** The request for copies of it. */
  public EnvironmentRequest request(int copies, int threads) {
    return new EnvironmentRequest(id, copies, threads, options);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such environment, or an option is wrong
   */
  @Override
  public VectorEnvironment make(int copies, int threads) {
    return Environments.make(request(copies, threads));
  }

  /** Whether a file that names this environment has its mark, if there is one to have. */
  public boolean isMarkedIn(ForeignEnvironment named) {
    return mark().equals(Optional.ofNullable(named.mark()));
  }

  @Override
  public Optional<String> mark() {
    return OwnMark.of(id, options);
  }
}
