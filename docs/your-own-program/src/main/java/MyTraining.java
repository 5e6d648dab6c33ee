import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import java.io.IOException;
import java.nio.file.Path;

/** Trains an agent and writes it to a file that a service loads. */
public final class MyTraining {
  public static void main(String[] arguments) throws IOException {
    System.out.println("mean return " + train(50_000));
  }

  static double train(long steps) throws IOException {
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    PpoConfig config = PpoConfig.sb3().withRolloutSteps(256);
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, steps).meanReturn();
      agent.policy().save(Path.of("cartpole.safetensors"));
      return meanReturn;
    }
  }
}
