package io.github.ascent4j.envs.example;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.ReturnEvaluator;
import io.github.ascent4j.core.logging.ConsoleTableLogger;
import io.github.ascent4j.core.logging.CsvLogger;
import io.github.ascent4j.core.logging.JsonLinesLogger;
import io.github.ascent4j.core.logging.TensorBoardLogger;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Logs a training in four ways, keeps the best agent, and stops when it is good enough. */
public final class WatchTraining {
  private WatchTraining() {}

  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]), System.out);
  }

  static TrainingProgress run(Path folder, PrintStream console) throws IOException {
    VectorEnvironment environment = Environments.make("CartPole-v1", 8);
    PpoConfig config =
        PpoConfig.sb3().withRolloutSteps(64).withMinibatchSize(128).withLearningRate(0.002);
    EvaluatorConfig evaluations =
        EvaluatorConfig.DEFAULT.withEpisodes(20).withEvery(10_000).withStopAtReturn(490.0);
    try (Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42);
        ReturnEvaluator evaluator =
            new ReturnEvaluator(evaluations, Environments.make("CartPole-v1", 20))) {
      // @start region="logging"
      List<TrainingLogger> loggers =
          List.of(
              new ConsoleTableLogger(console),
              new CsvLogger(folder.resolve("metrics.csv")),
              new JsonLinesLogger(folder.resolve("metrics.jsonl")),
              new TensorBoardLogger(folder.resolve("tensorboard")));
      LoggingCallback logging = new LoggingCallback(10_000, loggers);
      // @end
      // @start region="evaluation"
      EvaluationCallback evaluation =
          new EvaluationCallback(
              agent,
              evaluator,
              outcome ->
                  console.printf(
                      "after %d steps a mean return of %.1f %s%n",
                      outcome.step(), outcome.evaluation().meanReturn(), outcome.reason()));
      // @end
      // @start region="train"
      TrainingProgress progress =
          agent.train(
              environment,
              200_000,
              TrainingCallback.all(List.of(logging, evaluation, new LongestEpisode(console))));
      SavedAgent best = evaluator.best();
      if (best != null) {
        PolicyFile.save(folder.resolve("best.safetensors"), best);
      }
      // @end
      return progress;
    }
  }

  // @start region="callback"
  /** A callback of one's own: what happens in each rollout, and when to stop. */
  static final class LongestEpisode implements TrainingCallback {
    private final PrintStream console;
    private int longest;
    private int[] lengths = new int[0];

    LongestEpisode(PrintStream console) {
      this.console = console;
    }

    @Override
    public void onStart(TrainingView training) {
      lengths = new int[training.environments()];
    }

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      for (int t = 0; t < rollout.steps(); t++) {
        for (int b = 0; b < rollout.environments(); b++) {
          longest = Math.max(longest, ++lengths[b]);
          if (rollout.terminated(t, b) || rollout.truncated(t, b)) {
            lengths[b] = 0;
          }
        }
      }
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      boolean hopeless = progress.steps() > 100_000 && longest < 50;
      return hopeless ? Decision.STOP : Decision.CONTINUE;
    }

    @Override
    public void onEnd(TrainingView training) {
      console.printf("the longest episode had %d steps%n", longest);
    }
  }
  // @end
}
