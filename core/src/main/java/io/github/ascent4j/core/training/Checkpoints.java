package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.environment.StateBytes;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * Design. A checkpoint is a safetensors file. The agent is in it as a whole policy file, so that one
 * codec and one set of checks serve both. Beside it lie what the optimisers remember, the
 * generators' states and, for a training, one run of bytes that environment, collector and learner
 * write themselves.
 */

/** Agents and trainings as files, and back. */
public final class Checkpoints {
  private static final String FORMAT = "ascent4j-checkpoint";
  private static final String VERSION = "4";

  private Checkpoints() {}

  /**
   * Reads an agent that {@link Agent#save} or {@link Training#save} wrote.
   *
   * @param algorithm the algorithm that wrote it
   * @param engine runs the agent and is closed with it
   */
  public static <C extends Record & AlgorithmConfig> Agent<C> load(
      Path path, Algorithm<C> algorithm, Engine engine) throws IOException {
    return agent(Safetensors.read(path), algorithm, engine);
  }

  static TensorFile of(Agent<?> agent) throws IOException {
    return new TensorFile(metadata(agent), tensors(agent));
  }

  static TensorFile of(Training<?> training) throws IOException {
    Agent<?> agent = training.trainedAgent();
    Map<String, String> metadata = metadata(agent);
    metadata.put("environment", training.environment());
    metadata.put("environments", Integer.toString(training.environments()));
    metadata.put("steps", Long.toString(training.steps()));
    List<Tensor> tensors = tensors(agent);
    byte[] state = StateBytes.of(training::save);
    tensors.add(Tensor.of("training", List.of(state.length), state));
    return new TensorFile(metadata, tensors);
  }

  private static Map<String, String> metadata(Agent<?> agent) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", FORMAT);
    metadata.put("format_version", VERSION);
    metadata.put("algorithm", agent.algorithm().name());
    metadata.put("seed", Long.toString(agent.seed()));
    metadata.put("config", ConfigRecords.toJson(agent.config()).toString());
    return metadata;
  }

  private static List<Tensor> tensors(Agent<?> agent) throws IOException {
    ByteArrayOutputStream policy = new ByteArrayOutputStream();
    Safetensors.write(policy, PolicyFile.encode(agent.policy().saved(Map.of())));
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.of("policy", List.of(policy.size()), policy.toByteArray()));
    TrainableNetwork network = agent.policy().actorCritic().network();
    List<Optimizer> optimizers = optimizers(network.optimization());
    List<OptimizerState> states = network.optimizerStates();
    for (int i = 0; i < states.size(); i++) {
      tensors.add(Tensor.of(name(i, "steps"), states.get(i).steps()));
      List<String> slots = optimizers.get(i).slots();
      for (int k = 0; k < slots.size(); k++) {
        tensors.add(Tensor.of(name(i, slots.get(k)), states.get(i).slots().get(k)));
      }
    }
    addState(tensors, "random.acting", agent.acting().state());
    addState(tensors, "random.shuffling", agent.shuffling().state());
    addState(tensors, "random.starting", agent.starting().state());
    return tensors;
  }

  private static void addState(List<Tensor> tensors, String name, byte[] state) {
    tensors.add(Tensor.of(name, List.of(state.length), state));
  }

  private static List<Optimizer> optimizers(Optimization optimization) {
    Optimizer critic = optimization.criticOptimizer();
    return critic == null
        ? List.of(optimization.optimizer())
        : List.of(optimization.optimizer(), critic);
  }

  private static String name(int optimizer, String what) {
    return (optimizer == 0 ? "optimizer." : "critic_optimizer.") + what;
  }

  static <C extends Record & AlgorithmConfig> Agent<C> agent(
      TensorFile file, Algorithm<C> algorithm, Engine engine) throws IOException {
    try {
      return decode(file, algorithm, engine);
    } catch (IllegalArgumentException e) {
      throw new PolicyFileException(file.source(), String.valueOf(e.getMessage()), e);
    }
  }

  private static <C extends Record & AlgorithmConfig> Agent<C> decode(
      TensorFile file, Algorithm<C> algorithm, Engine engine) throws IOException {
    require(file, "format", FORMAT, "this is no checkpoint");
    require(file, "format_version", VERSION, "another version wrote it; use that one");
    require(file, "algorithm", algorithm.name(), "another algorithm wrote it");
    C config = ConfigRecords.fromJson(algorithm.defaults(), Json.parse(file.metadata("config")));
    byte[] policy = bytes(file, "policy");
    SavedAgent saved = PolicyFile.load(new ByteArrayInputStream(policy), file.source());
    Agent<C> agent =
        algorithm.agent(
            AgentPolicy.of(algorithm, saved, config, engine),
            config,
            Long.parseLong(file.metadata("seed")),
            engine);
    TrainableNetwork network = agent.policy().actorCritic().network();
    network.restore(optimizerStates(file, network));
    agent.acting().restore(bytes(file, "random.acting"));
    agent.shuffling().restore(bytes(file, "random.shuffling"));
    agent.starting().restore(bytes(file, "random.starting"));
    return agent;
  }

  private static List<OptimizerState> optimizerStates(TensorFile file, TrainableNetwork network)
      throws IOException {
    List<Optimizer> optimizers = optimizers(network.optimization());
    List<OptimizerState> fresh = network.optimizerStates();
    List<OptimizerState> states = new ArrayList<>();
    for (int i = 0; i < optimizers.size(); i++) {
      List<float[]> slots = new ArrayList<>();
      List<String> names = optimizers.get(i).slots();
      for (int k = 0; k < names.size(); k++) {
        List<Integer> shape = List.of(fresh.get(i).slots().get(k).length);
        slots.add(file.floats(name(i, names.get(k)), shape));
      }
      long steps = file.longs(name(i, "steps"), List.of(1))[0];
      states.add(new OptimizerState(steps, slots));
    }
    return states;
  }

  static <C extends Record & AlgorithmConfig> Training<C> training(
      TensorFile file,
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      long totalSteps,
      Engine engine)
      throws IOException {
    Agent<C> agent = agent(file, algorithm, engine);
    require(file, "environment", environment.name(), "resume with that environment");
    require(file, "environments", Integer.toString(environment.copies()), "resume with as many");
    byte[] state = bytes(file, "training");
    List<Training<C>> training = new ArrayList<>();
    try {
      StateBytes.read(
          state, in -> training.add(Training.resumed(agent, environment, totalSteps, in)));
    } catch (IllegalArgumentException | IOException e) {
      throw new PolicyFileException(
          file.source(), "its training state does not fit: " + e.getMessage(), e);
    }
    return training.getFirst();
  }

  private static byte[] bytes(TensorFile file, String name) throws IOException {
    return file.bytes(name, tensor(file, name).shape());
  }

  private static Tensor tensor(TensorFile file, String name) throws PolicyFileException {
    return file.find(name)
        .orElseThrow(() -> new PolicyFileException(file.source(), "it lacks '" + name + "'"));
  }

  private static void require(TensorFile file, String key, String value, String mend)
      throws IOException {
    String found = file.metadata(key);
    if (!found.equals(value)) {
      throw new PolicyFileException(
          file.source(), key + " is '" + found + "', not '" + value + "': " + mend);
    }
  }
}
