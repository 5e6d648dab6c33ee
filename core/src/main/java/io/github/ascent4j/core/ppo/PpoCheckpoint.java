package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.checkpoint.StateBytes;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.environment.VectorEnvironment;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * Design. A checkpoint is a safetensors file. The agent is in it as a whole policy file, so that one
 * codec and one set of checks serve both. Beside it lie the optimiser's moments, the generators'
 * states and, for a training, one run of bytes that environment and collector write themselves.
 */

/** Agents and trainings as tensors, and back. */
final class PpoCheckpoint {
  private static final String FORMAT = "ascent4j-checkpoint";
  private static final String VERSION = "1";
  private static final String ALGORITHM = "ppo";

  private PpoCheckpoint() {}

  static TensorFile of(PpoAgent agent) throws IOException {
    return new TensorFile(metadata(agent), tensors(agent));
  }

  static TensorFile of(PpoTraining training) throws IOException {
    PpoAgent agent = training.agent();
    Map<String, String> metadata = metadata(agent);
    metadata.put("environment", training.environment().name());
    metadata.put("environments", Integer.toString(training.environment().copies()));
    metadata.put("steps", Long.toString(training.steps()));
    List<Tensor> tensors = tensors(agent);
    byte[] state = StateBytes.of(training::save);
    tensors.add(Tensor.of("training", List.of(state.length), state));
    return new TensorFile(metadata, tensors);
  }

  private static Map<String, String> metadata(PpoAgent agent) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", FORMAT);
    metadata.put("format_version", VERSION);
    metadata.put("algorithm", ALGORITHM);
    metadata.put("seed", Long.toString(agent.seed()));
    metadata.put("config", ConfigRecords.toJson(agent.config()).toString());
    return metadata;
  }

  private static List<Tensor> tensors(PpoAgent agent) throws IOException {
    ByteArrayOutputStream policy = new ByteArrayOutputStream();
    Safetensors.write(policy, PolicyFile.encode(agent.policy().saved(Map.of())));
    OptimizerState optimizer = agent.policy().actorCritic().network().optimizerStates().getFirst();
    byte[] acting = agent.acting().state();
    byte[] shuffling = agent.shuffling().state();
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.of("policy", List.of(policy.size()), policy.toByteArray()));
    tensors.add(Tensor.of("optimizer.steps", optimizer.steps()));
    tensors.add(Tensor.of("optimizer.first_moments", optimizer.slots().get(0)));
    tensors.add(Tensor.of("optimizer.second_moments", optimizer.slots().get(1)));
    tensors.add(Tensor.of("random.acting", List.of(acting.length), acting));
    tensors.add(Tensor.of("random.shuffling", List.of(shuffling.length), shuffling));
    return tensors;
  }

  static PpoAgent agent(TensorFile file, Engine engine) throws IOException {
    try {
      return decode(file, engine);
    } catch (IllegalArgumentException e) {
      throw new PolicyFileException(file.source(), String.valueOf(e.getMessage()));
    }
  }

  private static PpoAgent decode(TensorFile file, Engine engine) throws IOException {
    require(file, "format", FORMAT, "this is no checkpoint");
    require(file, "format_version", VERSION, "a newer version wrote it; update Ascent4J");
    require(file, "algorithm", ALGORITHM, "another algorithm wrote it");
    PpoConfig config = ConfigRecords.fromJson(PpoConfig.sb3(), Json.parse(file.metadata("config")));
    byte[] policy = bytes(file, "policy");
    SavedAgent saved = PolicyFile.load(new ByteArrayInputStream(policy), file.source());
    PpoAgent agent =
        new PpoAgent(
            PpoPolicy.of(saved, config, engine),
            config,
            engine,
            Long.parseLong(file.metadata("seed")));
    TrainableNetwork network = agent.policy().actorCritic().network();
    List<Integer> shape = List.of(saved.parameters().length);
    network.restore(
        List.of(
            new OptimizerState(
                file.longs("optimizer.steps", List.of(1))[0],
                List.of(
                    file.floats("optimizer.first_moments", shape),
                    file.floats("optimizer.second_moments", shape)))));
    agent.acting().restore(bytes(file, "random.acting"));
    agent.shuffling().restore(bytes(file, "random.shuffling"));
    return agent;
  }

  static PpoTraining training(
      TensorFile file, VectorEnvironment environment, long totalSteps, Engine engine)
      throws IOException {
    PpoAgent agent = agent(file, engine);
    require(file, "environment", environment.name(), "resume with that environment");
    require(file, "environments", Integer.toString(environment.copies()), "resume with as many");
    byte[] state = bytes(file, "training");
    PpoTraining[] training = new PpoTraining[1];
    try {
      StateBytes.read(
          state, in -> training[0] = PpoTraining.resumed(agent, environment, totalSteps, in));
    } catch (IllegalArgumentException | IOException e) {
      throw new PolicyFileException(
          file.source(), "its training state does not fit: " + e.getMessage());
    }
    return training[0];
  }

  private static byte[] bytes(TensorFile file, String name) throws IOException {
    Tensor tensor =
        file.find(name)
            .orElseThrow(() -> new PolicyFileException(file.source(), "it lacks '" + name + "'"));
    return file.bytes(name, tensor.shape());
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
