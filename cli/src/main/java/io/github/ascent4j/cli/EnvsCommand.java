package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent envs}: the environments there are. */
@Command(
    name = "envs",
    description = "Lists environments, or what can be chosen of one.",
    sortOptions = false)
final class EnvsCommand extends AscentCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ENV",
      description = "One environment, to list what can be chosen of it.")
  private @Nullable String environment;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (environment != null) {
      options(environment);
      out().flush();
      return 0;
    }
    for (EnvironmentInfo info : Environments.list()) {
      out().println(json ? json(info).toString() : text(info));
    }
    out().flush();
    return 0;
  }

  private void options(String id) {
    List<EnvironmentOption> options;
    try {
      options = Environments.options(id);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    if (options.isEmpty() && !json) {
      out().println(id + " has nothing to choose");
    }
    for (EnvironmentOption option : options) {
      out()
          .println(
              json
                  ? Json.object()
                      .put("option", option.name())
                      .put("default", option.defaultValue())
                      .put("description", option.description())
                      .build()
                      .toString()
                  : String.format(
                      Locale.ROOT,
                      "%-36s %-12s %s",
                      option.name(),
                      option.defaultValue(),
                      option.description()));
    }
  }

  private static String text(EnvironmentInfo info) {
    return String.format(
        Locale.ROOT,
        "%-25s %-14s %-11s %4d steps  %s",
        info.id(),
        SpaceText.brief(info.observationSpace()),
        SpaceText.brief(info.actionSpace()),
        info.timeLimit(),
        info.description());
  }

  private static Json json(EnvironmentInfo info) {
    Json.ObjectBuilder json =
        Json.object()
            .put("id", info.id())
            .put("observation_space", info.observationSpace().toString())
            .put("action_space", info.actionSpace().toString())
            .put("time_limit", info.timeLimit());
    info.rewardThreshold().ifPresent(threshold -> json.put("reward_threshold", Json.of(threshold)));
    return json.put("description", info.description()).build();
  }
}
