package io.github.ascent4j.cli;

import io.github.ascent4j.core.catalog.EnvironmentInfo;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Json;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ascent envs}: the environments there are. */
@Command(name = "envs", description = "Lists environments.", sortOptions = false)
final class EnvsCommand extends AscentCommand {
  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    for (EnvironmentInfo info : Environments.list()) {
      out().println(json ? json(info).toString() : text(info));
    }
    out().flush();
    return 0;
  }

  private static String text(EnvironmentInfo info) {
    return String.format(
        Locale.ROOT,
        "%-24s %-7s %-11s %4d steps  %s",
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
