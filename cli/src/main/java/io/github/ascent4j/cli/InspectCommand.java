package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
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
      facts(loaded).forEach((name, value) -> out().printf("%-18s %s%n", name, value));
    }
    out().flush();
    return 0;
  }

  private static Map<String, String> facts(LoadedAgent loaded) {
    AgentDescription description = loaded.agent().description();
    ActorCritic network = description.network();
    int parameters = ParameterLayout.of(network).size();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", loaded.file().toString());
    facts.put("observations", description.observationSpace().toString());
    facts.put("actions", description.actionSpace().toString());
    facts.put("distribution", distribution(network.head()));
    facts.put("action mapping", mapping(description.actionMapping()));
    if (description.actionMasks()) {
      facts.put("action masks", masks(description));
    }
    facts.put("normaliser", normalizer(loaded.agent().normalizer()));
    facts.put("network", Figures.count(parameters) + " parameters");
    for (Row row : rows(network)) {
      facts.put("  " + row.name, row.text);
    }
    if (!network.hasCritic()) {
      facts.put("  critic", "none");
    }
    facts.put("parameters_sha256", PolicyFile.parametersSha256(loaded.agent().parameters()));
    loaded
        .provenance()
        .forEach((key, value) -> facts.put("from " + printable(key), printable(value)));
    return facts;
  }

  /** A file may come from anywhere, and must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
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

  private record Row(String name, String text) {}

  /**
   * A line for every part of an input that has several, and for every layer that has parameters,
   * with the activations and pools behind it.
   */
  private static List<Row> rows(ActorCritic network) {
    List<Row> rows = new ArrayList<>();
    boolean vector = network.parts().equals(List.of(Input.numbers(network.parts().get(0).size())));
    for (int i = 0; i < network.parts().size() && !vector; i++) {
      Input part = network.parts().get(i);
      String kind = part.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      rows.add(new Row("input." + i, kind + " " + shape(part.shape())));
      addRows(rows, "input." + i, part.shape(), part.layers());
    }
    List<Integer> features = network.featureShape();
    List<Integer> branch = ActorCritic.outputShape(features, network.trunk());
    addRows(rows, "trunk", features, network.trunk());
    addRows(rows, "actor", branch, network.actorLayers());
    for (ParameterLayout.Parameter p : ParameterLayout.of(network).parameters()) {
      if (p.name().startsWith("log_std")) {
        rows.add(new Row(p.name(), line(p.size() + " free", p.size())));
      }
    }
    addRows(rows, "critic", branch, network.criticLayers());
    return rows;
  }

  private static void addRows(
      List<Row> rows, String stack, List<Integer> inputs, List<Layer> layers) {
    List<Integer> shape = inputs;
    int k = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      List<Integer> next = layer.outputShape(shape);
      String text = shape(shape) + " -> " + shape(next) + kind(layer);
      long size = parameters(layer, shape);
      shape = next;
      if (size > 0) {
        for (; i + 1 < layers.size() && parameters(layers.get(i + 1), shape) == 0; i++) {
          text += behind(layers.get(i + 1));
          shape = layers.get(i + 1).outputShape(shape);
        }
        rows.add(new Row(stack + "." + k++, line(text, size)));
      }
    }
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** What makes a layer another one than a linear layer. */
  private static String kind(Layer layer) {
    return switch (layer) {
      case Layer.Convolution convolution -> " convolution " + window(convolution.window());
      case Layer.LayerNorm norm -> " layer norm";
      case Layer.Lstm lstm -> " LSTM";
      case Layer.Dense dense -> "";
      case Layer.Activation activation -> "";
      case Layer.MaxPool pool -> "";
    };
  }

  private static String behind(Layer layer) {
    return layer instanceof Layer.MaxPool pool
        ? " max-pool " + window(pool.window())
        : layer instanceof Layer.Activation activation
            ? " " + activation.function().name().toLowerCase(Locale.ROOT)
            : "";
  }

  private static String window(Window window) {
    String text =
        window.kernelHeight()
            + "x"
            + window.kernelWidth()
            + "/"
            + window.strideHeight()
            + (window.strideHeight() == window.strideWidth() ? "" : "x" + window.strideWidth());
    return window.paddingHeight() == 0 && window.paddingWidth() == 0
        ? text
        : text + " padded " + window.paddingHeight() + "x" + window.paddingWidth();
  }

  /** Number of parameters of a layer for inputs of that shape. */
  private static long parameters(Layer layer, List<Integer> shape) {
    long width = 1;
    for (int dimension : shape) {
      width *= dimension;
    }
    return switch (layer) {
      case Layer.Dense dense -> dense.outputs() * (width + 1);
      case Layer.Convolution convolution -> {
        Window window = convolution.window();
        long places = (long) window.kernelHeight() * window.kernelWidth();
        yield convolution.channels() * (shape.get(0) * places + 1);
      }
      case Layer.LayerNorm norm -> 2 * width;
      case Layer.Lstm lstm -> 4L * lstm.hidden() * (width + lstm.hidden() + 2);
      case Layer.Activation activation -> 0;
      case Layer.MaxPool pool -> 0;
    };
  }

  private static String line(String shape, long parameters) {
    return String.format(Locale.ROOT, "%-20s %,9d", shape, parameters);
  }

  private static Json json(LoadedAgent loaded) {
    AgentDescription description = loaded.agent().description();
    ActorCritic network = description.network();
    List<Json> parameters = new ArrayList<>();
    for (ParameterLayout.Parameter p : ParameterLayout.of(network).parameters()) {
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
        .put("distribution", distribution(network.head()))
        .put("action_mapping", mapping(description.actionMapping()))
        .put("action_masks", description.actionMasks())
        .put("normalizer", normalizer(loaded.agent().normalizer()))
        .put("parameter_count", ParameterLayout.of(network).size())
        .put("parameters", Json.array(parameters))
        .put("parameters_sha256", PolicyFile.parametersSha256(loaded.agent().parameters()))
        .put("provenance", provenance.build())
        .build();
  }
}
