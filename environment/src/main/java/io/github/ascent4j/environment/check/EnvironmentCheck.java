package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.VectorEnvironment;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Plays with an environment to find where it breaks its contract. Runs in a thread of its own and
 * leaves it behind if a call hangs. What it tries follows from the settings alone, so a finding
 * comes again.
 */
public final class EnvironmentCheck {
  private EnvironmentCheck() {}

  /**
   * Checks instances of a single environment.
   *
   * @param factory makes instances, of which about five are made and closed
   * @throws RuntimeException whatever the factory throws for the first one
   */
  public static CheckReport of(Supplier<? extends Environment> factory, CheckSettings settings) {
    Watch watch = new Watch(settings);
    SingleCheck check = new SingleCheck(factory, settings, watch);
    watch.run(check::run);
    return new CheckReport(
        check.name(), watch.findings(), check.episodes(), check.steps(), watch.omissions());
  }

  /**
   * Checks a vector environment.
   *
   * @param factory makes an environment with that many copies; about six are made and closed
   * @throws RuntimeException whatever the factory throws for the first one
   */
  public static CheckReport ofVector(
      IntFunction<? extends VectorEnvironment> factory, CheckSettings settings) {
    Watch watch = new Watch(settings);
    VectorCheck check = new VectorCheck(factory, settings, watch);
    watch.run(check::run);
    return new CheckReport(
        check.name(), watch.findings(), check.episodes(), check.steps(), watch.omissions());
  }

  /**
   * Looks at the first steps of an environment alone: whether it can be played, what it writes and
   * pays, whether its episodes end and whether a seed decides them. Makes no other instance, calls
   * it in the caller's thread, where a call that hangs is waited for, and leaves it open.
   */
  public static CheckReport firstLook(Environment environment, CheckSettings settings) {
    Watch watch = new Watch(settings);
    SingleCheck check = new SingleCheck(() -> environment, settings, watch);
    check.look(environment);
    return new CheckReport(
        check.name(), watch.findings(), check.episodes(), check.steps(), watch.omissions());
  }

  /** Looks at the first steps of a vector environment; as for a single one. */
  public static CheckReport firstLook(VectorEnvironment environment, CheckSettings settings) {
    Watch watch = new Watch(settings);
    VectorCheck check = new VectorCheck(copies -> environment, settings, watch);
    check.look(environment);
    return new CheckReport(
        check.name(), watch.findings(), check.episodes(), check.steps(), watch.omissions());
  }
}
