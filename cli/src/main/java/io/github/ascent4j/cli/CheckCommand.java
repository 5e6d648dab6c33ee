package io.github.ascent4j.cli;

import io.github.ascent4j.cli.environment.ClassProvider;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.check.CheckReport;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.Defect;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.environment.check.Finding;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ascent check}: finds where an environment breaks its contract. */
@Command(
    name = "check",
    description = "Finds where an environment breaks its contract; exit code 1 if it does.",
    sortOptions = false)
final class CheckCommand extends AscentCommand {
  private static final int MOST_STEPS = 10_000_000;

  @Parameters(
      paramLabel = "ENV",
      description = "An environment; ascent envs lists them, or the name of your class.")
  private String environment = "";

  @Option(names = "--steps", paramLabel = "N", description = "Steps to try; 10000.")
  private int steps = CheckSettings.DEFAULT.steps();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the first episode starts from; 0.")
  private long seed;

  @Option(
      names = "--allow",
      paramLabel = "CODE",
      description = "A finding that is meant so, by its code; may be repeated.")
  private List<String> allowed = new ArrayList<>();

  @Mixin private EnvironmentChoice choice = new EnvironmentChoice();
  @Mixin private WrapChoice wrap = new WrapChoice();

  @Option(names = "--json", description = "Print one JSON object for each finding.")
  private boolean json;

  @ParentCommand private Ascent ascent = new Ascent();

  @Override
  public Integer call() {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new UsageException("--steps " + steps + " must be from 1 to " + MOST_STEPS);
    }
    if (seed < 0 || seed > RunConfig.MAX_SEED) {
      throw new UsageException("--seed " + seed + " must be from 0 to " + RunConfig.MAX_SEED);
    }
    checkAllowed();
    if (wrap.records()) {
      throw new UsageException("--wrap record: there is nothing to keep of a check; leave it out");
    }
    CheckReport report = withoutAllowed(check());
    report.omissions().forEach(this::say);
    for (Finding finding : report.findings()) {
      String ifMeantSo = "; if it is meant so, --allow " + finding.defect().code();
      out().println(json ? json(finding).toString() : finding.text(ifMeantSo));
      Throwable cause = finding.cause();
      if (cause != null && ascent.stacktrace()) {
        cause.printStackTrace(err());
      }
    }
    if (!json) {
      out().println(report.summary());
    }
    err().flush();
    out().flush();
    return report.findings().isEmpty() ? 0 : 1;
  }

  private void checkAllowed() {
    List<String> codes = Arrays.stream(Defect.values()).map(Defect::code).toList();
    for (String code : allowed) {
      if (!codes.contains(code)) {
        throw new UsageException(
            "--allow "
                + code
                + ": there is no such finding; there are "
                + String.join(", ", codes));
      }
    }
  }

  private CheckReport withoutAllowed(CheckReport report) {
    List<Finding> findings =
        report.findings().stream()
            .filter(finding -> !allowed.contains(finding.defect().code()))
            .toList();
    return new CheckReport(
        report.name(), findings, report.episodes(), report.steps(), report.omissions());
  }

  private CheckReport check() {
    CheckSettings settings = CheckSettings.DEFAULT.withSteps(steps).withSeed(seed);
    try {
      Map<String, String> options = new TreeMap<>(choice.options(environment));
      options.putAll(wrap.option());
      TrustedEnvironment named = TrustedEnvironment.typed(environment, options);
      Optional<Supplier<Environment>> singles =
          named.wrappers().isEmpty()
              ? ClassProvider.singles(named.request(1, 1))
              : Optional.empty();
      if (singles.isPresent()) {
        return EnvironmentCheck.of(singles.get(), settings);
      }
      int timeLimit =
          Environments.list().stream()
              .filter(info -> info.id().equals(environment))
              .mapToInt(EnvironmentInfo::timeLimit)
              .findFirst()
              .orElse(settings.timeLimit());
      return EnvironmentCheck.ofVector(
          copies -> named.make(copies, Runtime.getRuntime().availableProcessors()),
          settings.withTimeLimit(timeLimit));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Json json(Finding finding) {
    Defect defect = finding.defect();
    return Json.object()
        .put("code", defect.code())
        .put("suspicion", Json.of(defect.suspicion()))
        .put("seen", finding.seen())
        .put("mend", defect.mend())
        .put("line", defect.line().name())
        .put("contract", defect.line().text())
        .build();
  }
}
