package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.advantage.RewardStandardization;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.simd.SimdEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The policy gradient tutorial: one episode, one step of the optimiser; a save every five episodes;
 * done when the mean reward of the last five is good enough. Started again, it goes on from the
 * save: episode numbers, history, optimiser and random numbers, too.
 *
 * <p>{@code TutorialAgent model.safetensors CartPole-v1 475}
 */
public final class TutorialAgent {
  private static final int EPISODES = 2000;
  private static final int MOST_STEPS_OF_AN_EPISODE = 1000;
  private static final int SAVE_EVERY = 5;
  private static final int LAST_EPISODES = 5;

  private TutorialAgent() {}

  public static void main(String[] arguments) throws IOException {
    double threshold = Double.parseDouble(arguments[2]);
    run(Path.of(arguments[0]), arguments[1], threshold, EPISODES, System.out);
  }

  static TrainingProgress run(
      Path file, String environmentId, double threshold, int episodes, PrintStream console)
      throws IOException {
    // @start region="agent"
    // state -> 256 -> 256 -> actions with ReLU, Adam 1e-3, gamma 0.99, entropy bonus 0.01, the loss
    // summed over an episode.
    PolicyGradientConfig tutorial = PolicyGradientConventions.tutorial();
    PolicyGradientConfig config =
        tutorial
            // Above 1 the softmax is flatter: more exploration, in what is sampled and learnt
            // alike.
            .withPolicy(tutorial.policy().withTemperature(1))
            // The tutorial has REWARDS, before discounting. In CartPole, where every reward is 1,
            // they all become 0, and nothing is learnt.
            .withRewardStandardization(RewardStandardization.RETURNS);
    // @end
    // @start region="train"
    long totalSteps = (long) episodes * MOST_STEPS_OF_AN_EPISODE;
    VectorEnvironment environment = Environments.make(environmentId, 1);
    Training<PolicyGradientConfig> training;
    if (Files.exists(file)) {
      training =
          Training.resume(
              file, PolicyGradientAgent.ALGORITHM, environment, totalSteps, SimdEngine.create(1));
      console.println("Loading successful");
    } else {
      PolicyGradientAgent agent = PolicyGradientAgent.create(environment, config, 42);
      training = Training.start(agent, environment, totalSteps);
      console.println("No checkpoint found, starting from scratch.");
    }
    training.setCallback(new EpisodeLoop(file, threshold, episodes, console));
    try (environment;
        var agent = training.trainedAgent()) {
      TrainingProgress progress;
      do {
        progress = training.iterate();
      } while (!training.finished());
      return progress;
    }
    // @end
  }

  // @start region="loop"
  /** What happens after each episode. */
  private record EpisodeLoop(Path file, double threshold, int episodes, PrintStream console)
      implements TrainingCallback {
    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      for (EpisodeSummary episode : progress.finished()) {
        console.println("Episode " + episode.number() + ", Reward: " + episode.totalReward());
      }
      if (progress.episodes() % SAVE_EVERY == 0) {
        save(training);
        if (meanOfLast(training.lastEpisodes()) >= threshold) {
          console.println("Converged!");
          return Decision.STOP;
        }
      }
      return progress.episodes() >= episodes ? Decision.STOP : Decision.CONTINUE;
    }

    private static double meanOfLast(List<EpisodeSummary> episodes) {
      return episodes.stream()
          .skip(Math.max(0, episodes.size() - LAST_EPISODES))
          .mapToDouble(EpisodeSummary::totalReward)
          .average()
          .orElse(Double.NEGATIVE_INFINITY);
    }

    private void save(TrainingView training) {
      try {
        Safetensors.write(file, training.snapshot());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
  // @end
}
