package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.cli.text.VisibleText;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent inspect}: what is in a policy, a run or a checkpoint. */
@Command(
    name = "inspect",
    description = "Prints what is in a policy file, a run or a checkpoint.",
    sortOptions = false)
final class InspectCommand extends AscentCommand {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_VALUE = 500;
  private static final int MOST_FACTS = 40;

  @Parameters(
      paramLabel = "POLICY_OR_RUN",
      description = "A policy file, a checkpoint, or the folder of a run.")
  private Path path = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    LoadedAgent loaded = LoadedAgent.load(path);
    if (json) {
      out().println(json(loaded));
    } else {
      // Of a file that may come from anywhere.
      facts(loaded)
          .forEach(
              (name, value) ->
                  out()
                      .println(
                          String.format(
                              Locale.ROOT,
                              "%-18s %s",
                              VisibleText.line(name, LONGEST_NAME),
                              VisibleText.line(value, LONGEST_VALUE))));
    }
    out().flush();
    return 0;
  }

  private static Map<String, String> facts(LoadedAgent loaded) {
    AgentDescription description = loaded.agent().description();
    Program program = Program.of(description.network());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", loaded.file().toString());
    facts.put("observations", description.observationSpace().toString());
    facts.put("actions", description.actionSpace().toString());
    facts.put("distribution", distribution(description.network().head()));
    facts.put("action mapping", mapping(description.actionMapping()));
    if (description.actionMasks()) {
      facts.put("action masks", masks(description));
    }
    facts.put("normaliser", normalizer(loaded.agent().normalizer()));
    facts.put("network", Figures.count(program.layout().size()) + " parameters");
    ProgramRows.of(description.network()).forEach((name, text) -> facts.put("  " + name, text));
    if (!program.yields(Program.VALUE)) {
      facts.put("  critic", "none");
    }
    facts.put("parameters_sha256", PolicyFile.parametersSha256(loaded.agent().parameters()));
    loaded.provenance().entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(fact -> facts.put("from " + fact.getKey(), fact.getValue()));
    if (loaded.provenance().size() > MOST_FACTS) {
      facts.put("from", loaded.provenance().size() - MOST_FACTS + " more, with --json");
    }
    return facts;
  }

  private static String distribution(PolicyHead head) {
    int outputs = head.layer().outputs();
    return switch (head) {
      case PolicyHead.Categorical c ->
          "categorical over "
              + outputs
              + " choices"
              + (c.temperature() == 1 ? "" : ", temperature " + c.temperature());
      case PolicyHead.MultiCategorical c -> "categorical over " + c.choices() + " choices";
      case PolicyHead.Bernoulli b -> "yes or no, " + outputs + " times";
      case PolicyHead.Gaussian g ->
          "Gaussian, "
              + deviation(g.logStd(), outputs)
              + (g.meanActivation() == null
                  ? ""
                  : ", " + g.meanActivation().name().toLowerCase(Locale.ROOT) + " of its mean");
      case PolicyHead.TanhGaussian g ->
          "Gaussian squashed by tanh, " + deviation(g.logStd(), outputs);
      case PolicyHead.Beta b -> "Beta over the bounds, " + dimensions(outputs / 2);
      case PolicyHead.Joint j ->
          j.parts().stream()
              .map(InspectCommand::distribution)
              .collect(Collectors.joining("; ", "joint: ", ""));
    };
  }

  private static String deviation(LogStd logStd, int outputs) {
    String source =
        switch (logStd) {
          case LogStd.Free free -> dimensions(outputs) + ", its deviation free of the observation";
          case LogStd.StateDependent s ->
              dimensions(outputs / 2) + ", its deviation from the observation";
          case LogStd.Exploration e ->
              dimensions(outputs) + ", its noise from " + e.features() + " features";
        };
    boolean limited = Float.isFinite(logStd.min()) || Float.isFinite(logStd.max());
    return limited
        ? source + ", its logarithm from " + logStd.min() + " to " + logStd.max()
        : source;
  }

  private static String masks(AgentDescription description) {
    return description.distribution().maskSize() + " flags with every observation";
  }

  private static String dimensions(int count) {
    return count + (count == 1 ? " dimension" : " dimensions");
  }

  private static String mapping(ActionMapping mapping) {
    String bound =
        switch (mapping.bound()) {
          case NONE -> "none";
          case CLIP -> "clipped";
          case TANH -> "tanh";
        };
    return mapping.scaled() ? bound + ", scaled from [-1, 1] to the bounds" : bound;
  }

  private static String normalizer(@Nullable ObservationNormalizer normalizer) {
    if (normalizer == null) {
      return "none";
    }
    RunningMeanVariance statistics = normalizer.statistics();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "observations by mean and deviation of %.0f, limit %s:",
                statistics.count(),
                normalizer.limit()));
    int shown = Math.min(8, statistics.size());
    for (int d = 0; d < shown; d++) {
      text.append(
          String.format(
              Locale.ROOT, " %.3g+-%.3g", statistics.mean(d), Math.sqrt(statistics.variance(d))));
    }
    return text + (shown < statistics.size() ? " ..." : "");
  }

  private static Json json(LoadedAgent loaded) {
    AgentDescription description = loaded.agent().description();
    ParameterLayout layout = ParameterLayout.of(description.network());
    List<Json> parameters = new ArrayList<>();
    for (ParameterLayout.Parameter p : layout.parameters()) {
      parameters.add(
          Json.object()
              .put("name", p.name())
              .put("shape", Json.array(p.shape().stream().map(d -> Json.of((long) d)).toList()))
              .build());
    }
    Json.ObjectBuilder provenance = Json.object();
    loaded.provenance().forEach(provenance::put);
    return Json.object()
        .put("file", loaded.file().toString())
        .put("observation_space", description.observationSpace().toString())
        .put("action_space", description.actionSpace().toString())
        .put("distribution", distribution(description.network().head()))
        .put("action_mapping", mapping(description.actionMapping()))
        .put("action_masks", description.actionMasks())
        .put("normalizer", normalizer(loaded.agent().normalizer()))
        .put("parameter_count", layout.size())
        .put("parameters", Json.array(parameters))
        .put("parameters_sha256", PolicyFile.parametersSha256(loaded.agent().parameters()))
        .put("provenance", provenance.build())
        .build();
  }
}
