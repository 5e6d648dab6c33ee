package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.policy.EncoderConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An environment of one's own that shows pictures, and convolutions of their size. */
public final class TrainFromPixels {
  private TrainFromPixels() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    System.out.printf("mean return %.1f of %d%n", run(file), Chase.STEPS);
    System.out.println("from 0 to 7: " + move(Policy.load(file), 0, 7));
  }

  static double run(Path file) throws IOException {
    VectorEnvironment environment = VectorEnvironments.of(Chase::new, 16);
    // @start region="encoder"
    EncoderConfig encoder =
        EncoderConfig.NATURE
            .withConvolutions(List.of(8), List.of(4), List.of(2), List.of(1))
            .withImageFeatures(64);
    // @end
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(64)
            .withMinibatchSize(256)
            .withEpochs(4)
            .withGamma(0.5)
            .withLearningRate(Schedule.linear(0.003))
            .withPolicy(
                PolicyConfig.DEFAULT
                    .withEncoder(encoder)
                    .withHiddenSizes(List.of())
                    .withSharedTrunk(true));
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42)) {
      double meanReturn = agent.train(environment, 60_000).meanReturn();
      agent.policy().save(file);
      return meanReturn;
    }
  }

  /** Where the agent goes from {@code runner}. */
  static int move(Policy policy, int runner, int light) {
    float[] picture = new float[2 * Chase.SIDE * Chase.SIDE];
    Chase.draw(runner, light, picture);
    return policy.choose(picture);
  }
}
