package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.AgentPolicy;
import io.github.ascent4j.core.training.Algorithm;
import io.github.ascent4j.core.training.AlgorithmConfig;
import io.github.ascent4j.core.training.TakenOver;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run starts from in place of fresh parameters. Nothing but parameters and statistics is
 * taken from the file: nothing that it names is made or opened.
 *
 * @param given the path, as it was typed
 * @param agent what was found there
 * @param ownNetwork whether the settings ask for another network than the agent's
 */
public record StartingAgent(Path given, SavedAgent agent, boolean ownNetwork) {

  /** Reads the agent of a run, a policy file or a checkpoint. */
  public static StartingAgent load(Path given, boolean ownNetwork) throws IOException {
    return new StartingAgent(given, LoadedAgent.load(given).agent(), ownNetwork);
  }

  /**
   * The run with the network and the normalisation of observations that the agent's own run had, if
   * that is there to be read.
   */
  public static RunConfig likeItsRun(RunConfig config, Path given) throws IOException {
    Optional<Path> run = run(given);
    if (run.isEmpty()) {
      return config;
    }
    Json theirs = ConfigRecords.toJson(RunFolder.of(run.orElseThrow()).config().settings());
    Map<String, Json> normalization = new LinkedHashMap<>(theirs.get("normalization").members());
    normalization.keySet().removeIf(name -> !name.startsWith("observation"));
    Json settings =
        Json.object()
            .put("policy", theirs.get("policy"))
            .put("normalization", Json.object(normalization))
            .build();
    return config.with(Json.object().put("settings", settings).build());
  }

  private static Optional<Path> run(Path given) {
    @Nullable Path folder = given.toAbsolutePath();
    for (int up = 0; up <= 2 && folder != null; up++) {
      if (RunFolder.isRun(folder)) {
        return Optional.of(folder);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /** What is noted of it in the run. */
  public Map<String, String> origin() {
    return Map.of(
        "path",
        given.toString(),
        "parameters_sha256",
        PolicyFile.parametersSha256(agent.parameters()));
  }

  /**
   * An agent that starts from it: with its network if the settings allow that, or else with the one
   * that they ask for and every part that fits.
   *
   * @param engine runs the agent and is closed with it
   * @param say told of what was taken
   * @throws UsageException if nothing fits
   */
  <C extends Record & AlgorithmConfig> Agent<C> start(
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      C settings,
      long seed,
      Engine engine,
      Consumer<String> say) {
    AgentPolicy policy = policy(algorithm, environment, settings, seed, engine);
    TakenOver parts = policy.takeOver(agent);
    if (parts.taken().isEmpty()) {
      throw new UsageException(
          "--from "
              + given
              + ": no part of its network has a name and a shape of this one's, which has "
              + String.join(", ", parts.fresh())
              + "; give it the same layers with --set policy.hiddenSizes=... or leave --from out");
    }
    say.accept(
        parts.fresh().isEmpty()
            ? "starting from all parameters of " + given
            : "taken from "
                + given
                + ": "
                + String.join(", ", parts.taken())
                + "; fresh: "
                + String.join(", ", parts.fresh()));
    sayOfStatistics(policy, parts, say);
    return algorithm.agent(policy, settings, seed, engine);
  }

  private void sayOfStatistics(AgentPolicy policy, TakenOver parts, Consumer<String> say) {
    boolean here = policy.actorCritic().normalizer() != null;
    boolean there = agent.normalizer() != null;
    if (here && !parts.statistics()) {
      say.accept(
          (there
                  ? "its statistics of observations do not fit"
                  : "it has normalised no observations")
              + ", so they start anew here");
    } else if (there && !here) {
      say.accept(
          "its observations were normalised, and those of this training are not; --set"
              + " normalization.observations=SB3 takes its statistics over");
    }
  }

  private <C extends Record & AlgorithmConfig> AgentPolicy policy(
      Algorithm<C> algorithm, VectorEnvironment environment, C settings, long seed, Engine engine) {
    AgentDescription theirs = agent.description();
    boolean sameSpaces =
        theirs.observationSpace().equals(environment.observationSpace())
            && theirs.actionSpace().equals(environment.actionSpace())
            && theirs.actionMasks() == environment.actionMaskSize() > 0;
    if (sameSpaces && !ownNetwork && theirs.network().hasCritic() == settings.hasCritic()) {
      try {
        return AgentPolicy.create(algorithm, theirs, settings, engine, Agent.initialization(seed));
      } catch (IllegalArgumentException e) {
        // Its critic shares layers with the actor, and this algorithm steps them apart.
      }
    }
    return AgentPolicy.create(algorithm, environment, settings, engine, Agent.initialization(seed));
  }
}
