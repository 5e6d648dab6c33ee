package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.TakenOver;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.PolicyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A training that goes on with other settings, and an agent that starts from parts of another. */
public final class ContinueTraining {
  private ContinueTraining() {}

  /** Writes a checkpoint of a training that has begun, and the policy it has reached. */
  static void begin(Path checkpoint, Path policy) throws IOException {
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, PpoConfig.sb3(), 42)) {
      Training<PpoConfig> training = Training.start(agent, environment, 20_000);
      training.iterate();
      training.save(checkpoint);
      agent.policy().save(policy);
    }
  }

  /** Goes on from the checkpoint, and gives the steps taken. */
  static long goOn(Path checkpoint) throws IOException {
    // @start region="resume"
    Training<PpoConfig> training =
        Training.resume(
            checkpoint,
            PpoAgent.ALGORITHM,
            Environments.make("CartPole-v1", 8),
            40_000,
            Engine.load(),
            settings -> settings.withLearningRate(1e-4));
    while (!training.finished()) {
      training.iterate();
    }
    // @end
    training.trainedAgent().close();
    return training.steps();
  }

  /** Takes what fits into a network with a layer more, and gives what is fresh in it. */
  static List<String> takeOver(Path policy) throws IOException {
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    PpoConfig settings = ConfigRecords.with(PpoConfig.sb3(), "policy.hiddenSizes", "64,64,32");
    // @start region="parts"
    Agent<PpoConfig> wider = PpoAgent.create(environment, settings, 42);
    TakenOver parts =
        wider.policy().takeOver(PolicyFile.load(policy), name -> name.startsWith("actor."));
    System.out.println("fresh: " + parts.fresh());
    // @end
    wider.close();
    return parts.fresh();
  }
}
