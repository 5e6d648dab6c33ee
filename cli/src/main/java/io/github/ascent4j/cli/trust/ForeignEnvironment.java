package io.github.ascent4j.cli.trust;

import io.github.ascent4j.environment.catalog.EnvironmentOption.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An environment as a file names it, which may be anybody's. It can be made of nothing but {@link
 * #trusted}.
 *
 * @param file where it is named
 * @param id what is said to be its name
 * @param options what is said to have been chosen of it, by name
 * @param mark by which this user may have {@linkplain TrustedEnvironment#mark marked} it; null for
 *     none
 */
public record ForeignEnvironment(
    Path file, String id, Map<String, String> options, @Nullable String mark) {

  public ForeignEnvironment {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * What the command line says beside the file.
   *
   * @param id the environment; null for the file's
   * @param options what was chosen of it, by name
   * @param moved whether {@code id} is a new place of the file's environment and no other one
   * @param trust whether the user trusts the file
   */
  public record Typed(
      @Nullable String id, Map<String, String> options, boolean moved, boolean trust) {}

  /**
   * The environment to make: what the command line says, and for the rest what the file says, if
   * that is part of this program, marked by this user, or trusted by him now. Options that the file
   * has for its environment are not those of another one, but its wrappers are; of this user's own
   * file, where a program or classes are still holds for another environment of the same kind.
   *
   * @throws UntrustedFileException if the file says more than it may
   * @throws IllegalArgumentException if its wrappers are wrong
   */
  public TrustedEnvironment trusted(Typed typed) {
    boolean own = typed.trust || OwnMark.holds(mark, id, options);
    String name = typed.id == null ? id : AbsolutePaths.id(typed.id);
    Map<String, String> kept = new TreeMap<>();
    options.forEach(
        (option, value) -> {
          if (name.equals(id)
              || typed.moved
              || option.equals(TrustedEnvironment.WRAP)
              || (own && isPlace(name, option))) {
            kept.put(option, value);
          }
        });
    kept.keySet().removeAll(typed.options.keySet());
    if (!own) {
      check(typed.id == null, name, kept);
    }
    checkWrappers(kept);
    kept.putAll(AbsolutePaths.options(name, typed.options));
    kept.remove(TrustedEnvironment.WRAP, "");
    return new TrustedEnvironment(name, kept);
  }

  private void checkWrappers(Map<String, String> kept) {
    try {
      TrustedEnvironment.wrappings(kept);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private boolean isPlace(String name, String option) {
    Reach reach = Catalog.reach(id, option);
    return (reach == Reach.PROGRAM || reach == Reach.CLASS_PATH) && Catalog.sameProvider(id, name);
  }

  private void check(boolean namesIt, String name, Map<String, String> kept) {
    boolean nameBeyond = namesIt && Catalog.leadsBeyond(name);
    List<String> beyond = new ArrayList<>();
    kept.forEach(
        (option, value) -> {
          if (Catalog.reach(name, option) != Reach.NONE) {
            beyond.add(option);
          }
        });
    if (nameBeyond || !beyond.isEmpty()) {
      throw new UntrustedFileException(this, nameBeyond, beyond, UserKey.ofThisUser().find());
    }
  }
}
