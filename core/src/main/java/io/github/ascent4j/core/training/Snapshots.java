package io.github.ascent4j.core.training;

import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.policy.DiscreteObservations;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Agents and trainings as the content of checkpoints, and back: beside the agent what the
 * optimisers remember, the generators' states and, for a training, one run of bytes that
 * environment, collector and learner write themselves.
 */
final class Snapshots {
  /** What later rows tell of the past; a checkpoint without it has nothing to tell. */
  static final String FIGURES = "figures";

  private Snapshots() {}

  static TensorFile of(Agent<?> agent) throws IOException {
    return CheckpointFile.encode(facts(agent), agent.policy().saved(Map.of()), states(agent));
  }

  static Map<String, String> facts(Agent<?> agent) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("algorithm", agent.algorithm().name());
    facts.put("seed", Long.toString(agent.seed()));
    facts.put("config", ConfigRecords.toJson(agent.config()).toString());
    return facts;
  }

  private static List<Tensor> states(Agent<?> agent) {
    List<TrainableNetwork> networks = agent.policy().actorCritic().networks();
    return states(
        networks,
        networks.stream().map(TrainableNetwork::optimizerState).toList(),
        agent.acting().state(),
        agent.shuffling().state(),
        agent.starting().state());
  }

  /**
   * @param optimizers what each network's optimiser remembers
   * @param acting the states of the agent's generators, as the two that follow
   */
  static List<Tensor> states(
      List<TrainableNetwork> networks,
      List<OptimizerState> optimizers,
      byte[] acting,
      byte[] shuffling,
      byte[] starting) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      OptimizerState state = optimizers.get(i);
      tensors.add(Tensor.of(name(i, "steps"), state.steps()));
      List<String> slots = networks.get(i).optimization().optimizer().slots();
      for (int k = 0; k < slots.size(); k++) {
        tensors.add(Tensor.of(name(i, slots.get(k)), state.slots().get(k)));
      }
    }
    tensors.add(CheckpointFile.state("random.acting", acting));
    tensors.add(CheckpointFile.state("random.shuffling", shuffling));
    tensors.add(CheckpointFile.state("random.starting", starting));
    return tensors;
  }

  private static String name(int optimizer, String what) {
    return (optimizer == 0 ? "optimizer." : "critic_optimizer.") + what;
  }

  /**
   * @param change gives the settings to go on with for those in the file
   * @throws FixedSettingException if the agent cannot take them over
   */
  static <C extends Record & AlgorithmConfig> Agent<C> agent(
      TensorFile content, Algorithm<C> algorithm, Engine engine, UnaryOperator<C> change)
      throws IOException {
    CheckpointFile file = new CheckpointFile(content);
    file.require("algorithm", algorithm.name(), "another algorithm wrote it");
    C before = config(file, algorithm);
    C config = change.apply(before);
    if (!config.equals(before)) {
      new SettingsChange<>(before, config).checkAgent();
    }
    try {
      Agent<C> agent =
          algorithm.agent(
              AgentPolicy.of(algorithm, file.agent(), config, engine),
              config,
              Long.parseLong(file.fact("seed")),
              engine);
      List<TrainableNetwork> networks = agent.policy().actorCritic().networks();
      for (int i = 0; i < networks.size(); i++) {
        networks.get(i).restore(optimizerState(content, i, networks.get(i)));
      }
      agent.acting().restore(file.state("random.acting"));
      agent.shuffling().restore(file.state("random.shuffling"));
      agent.starting().restore(file.state("random.starting"));
      return agent;
    } catch (IllegalArgumentException e) {
      throw file.wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private static <C extends Record & AlgorithmConfig> C config(
      CheckpointFile file, Algorithm<C> algorithm) throws IOException {
    try {
      return ConfigRecords.fromJson(
          algorithm.defaults(), DiscreteObservations.completed(Json.parse(file.fact("config"))));
    } catch (IllegalArgumentException e) {
      throw file.wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private static OptimizerState optimizerState(TensorFile file, int i, TrainableNetwork network)
      throws IOException {
    List<Integer> shape = List.of(network.program().layout().size());
    List<float[]> slots = new ArrayList<>();
    for (String slot : network.optimization().optimizer().slots()) {
      slots.add(file.floats(name(i, slot), shape));
    }
    return new OptimizerState(file.longs(name(i, "steps"), List.of(1))[0], slots);
  }

  /** A training that goes on with the settings it had. */
  static <C extends Record & AlgorithmConfig> Training<C> training(
      TensorFile content,
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      long totalSteps,
      Engine engine)
      throws IOException {
    return training(content, algorithm, environment, totalSteps, engine, UnaryOperator.identity());
  }

  /**
   * @param change gives the settings to go on with for those in the file
   * @throws FixedSettingException if the training cannot take them over
   */
  static <C extends Record & AlgorithmConfig> Training<C> training(
      TensorFile content,
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      long totalSteps,
      Engine engine,
      UnaryOperator<C> change)
      throws IOException {
    Agent<C> agent = agent(content, algorithm, engine, change);
    CheckpointFile file = new CheckpointFile(content);
    C before = config(file, algorithm);
    if (!agent.config().equals(before)) {
      new SettingsChange<>(before, agent.config())
          .checkTraining(algorithm, agent.policy().actorCritic(), environment.copies());
    }
    if (!environment.restores(file.fact("environment"))) {
      file.require("environment", environment.name(), "resume with that environment");
    }
    file.require("environments", Integer.toString(environment.copies()), "resume with as many");
    Training.checkSpaces(agent.policy().description(), environment);
    byte[] state = file.state("training");
    List<Training<C>> training = new ArrayList<>();
    try {
      StateBytes.read(
          state, in -> training.add(Training.resumed(agent, environment, totalSteps, in)));
      if (content.find(FIGURES).isPresent()) {
        StateBytes.read(file.state(FIGURES), training.getFirst().figures()::restore);
      }
    } catch (IllegalArgumentException | IOException e) {
      throw file.wrong("its training state does not fit: " + e.getMessage(), e);
    }
    return training.getFirst();
  }
}
