package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.wrapper.Wrapping;
import io.github.ascent4j.envs.Environments;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An environment that may be made, whatever code that runs. Those that a file names become one by
 * {@link ForeignEnvironment#trusted} alone.
 */
public final class TrustedEnvironment implements EnvironmentSource {
  /**
   * The option that holds the wrappers around an environment, the innermost first and a space
   * between them. It is none of the environment's own, and any file may choose it: wrappers open
   * nothing.
   */
  public static final String WRAP = "wrap";

  /** More wrappers are refused. */
  private static final int MOST_WRAPPERS = 16;

  private final String id;
  private final Map<String, String> options;

  TrustedEnvironment(String id, Map<String, String> options) {
    this.id = id;
    this.options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** What the user's own command line says, in the folder that he says it in. */
  public static TrustedEnvironment typed(String id, Map<String, String> options) {
    String absolute = AbsolutePaths.id(id);
    Map<String, String> chosen = AbsolutePaths.options(absolute, options);
    chosen.remove(WRAP, "");
    return new TrustedEnvironment(absolute, chosen);
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

  /** The request for copies of it, before they are wrapped. */
  public EnvironmentRequest request(int copies, int threads) {
    Map<String, String> own = new TreeMap<>(options);
    own.remove(WRAP);
    return new EnvironmentRequest(id, copies, threads, own);
  }

  /** The wrappers around it, the innermost first. */
  public List<String> wrappers() {
    return wrappers(options);
  }

  private static List<String> wrappers(Map<String, String> options) {
    String wrap = options.getOrDefault(WRAP, "");
    return wrap.isBlank() ? List.of() : List.of(wrap.strip().split("\\s+"));
  }

  /**
   * The wrappers that options name.
   *
   * @throws IllegalArgumentException if one is wrong, or there are too many
   */
  static List<Wrapping> wrappings(Map<String, String> options) {
    List<String> wrappers = wrappers(options);
    if (wrappers.size() > MOST_WRAPPERS) {
      throw new IllegalArgumentException(
          wrappers.size() + " wrappers; use " + MOST_WRAPPERS + " at most");
    }
    return wrappers.stream().map(Wrapping::parse).toList();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such environment, an option is wrong, or a
   *     wrapper does not fit
   */
  @Override
  public VectorEnvironment make(int copies, int threads) {
    List<Wrapping> wrappings = wrappings(options);
    VectorEnvironment environment = Environments.make(request(copies, threads));
    try {
      for (Wrapping wrapping : wrappings) {
        environment = wrapping.around(environment);
      }
      return environment;
    } catch (IllegalArgumentException e) {
      Closing.orTell(environment, e::addSuppressed);
      throw e;
    }
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
