package io.github.ascent4j.cli;

import io.github.ascent4j.cli.environment.ClassProvider;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.text.ShellWord;
import io.github.ascent4j.cli.text.VisibleText;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.check.CheckReport;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.environment.check.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/*
 * Design. Half a second before a training is little beside the hours that an environment which breaks
 * its contract may cost. It is played on an instance of its own, so no bit of the training depends on
 * it, in the thread that trains, and closed before another is made: some simulators exist only once.
 */

/** A look at the first steps of an environment of the user's own, before it is trained on. */
final class FirstLook {
  /** A finding may quote what an environment threw, which may be of any length. */
  private static final int MOST_CHARACTERS = 400;

  private final TrustedEnvironment environment;
  private final int threads;
  private final Consumer<String> say;

  /**
   * @param say told of what may go wrong
   */
  FirstLook(TrustedEnvironment environment, int threads, Consumer<String> say) {
    this.environment = environment;
    this.threads = threads;
    this.say = say;
  }

  /**
   * Looks at an instance, unless its class can be looked at more closely by {@link #atSingle}.
   *
   * @throws UsageException if no training can come to anything
   */
  void at(VectorEnvironment one) {
    if (environment.ofTheUsersOwn() && singles().isEmpty()) {
      tell(EnvironmentCheck.firstLook(one, CheckSettings.FIRST_LOOK));
    }
  }

  /**
   * Looks at an instance of a class of single environments, if the environment is one.
   *
   * @throws UsageException if no training can come to anything
   */
  void atSingle() {
    Optional<Supplier<Environment>> singles =
        environment.ofTheUsersOwn() ? singles() : Optional.empty();
    if (singles.isEmpty()) {
      return;
    }
    try {
      Environment one = singles.orElseThrow().get();
      try {
        tell(EnvironmentCheck.firstLook(one, CheckSettings.FIRST_LOOK));
      } finally {
        // The copies that are trained in will tell it.
        Closing.orTell(one, failure -> {});
      }
    } catch (EnvironmentException e) {
      say.accept(
          line("its first steps were not looked at, since " + e.getMessage()) + "; " + command());
    }
  }

  private Optional<Supplier<Environment>> singles() {
    return ClassProvider.singles(environment.request(1, threads));
  }

  private void tell(CheckReport report) {
    List<Finding> findings = report.findings();
    for (Finding finding : findings) {
      String text = line(report.name() + ", " + finding) + "; " + finding.defect().mend();
      if (finding.defect().stopsTraining()) {
        throw new UsageException(text + "\nno training was started; to see all: " + command());
      }
      say.accept(text);
    }
    if (!findings.isEmpty()) {
      say.accept(
          "that is from "
              + report.steps()
              + " steps before the training, which starts all the same; to see all: "
              + command());
    }
  }

  private static String line(String text) {
    return VisibleText.line(text.replaceAll("\\s+", " "), MOST_CHARACTERS);
  }

  /** What checks the environment as a whole, with its options as they were given. */
  private String command() {
    StringBuilder command =
        new StringBuilder("ascent check ").append(ShellWord.of(environment.id()));
    environment
        .options()
        .forEach(
            (name, value) ->
                command.append(
                    switch (name) {
                      case TrustedEnvironment.WRAP -> wraps();
                      case "classpath", "python", "rom" -> " --" + name + " " + ShellWord.of(value);
                      default -> " --with " + ShellWord.of(name + "=" + value);
                    }));
    return command.toString();
  }

  private String wraps() {
    return environment.wrappers().stream()
        .map(wrap -> " --wrap " + ShellWord.of(wrap))
        .collect(Collectors.joining());
  }
}
