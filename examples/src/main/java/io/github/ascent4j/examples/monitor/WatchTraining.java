package io.github.ascent4j.examples.monitor;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.checkpoint.CheckpointCallback;
import io.github.ascent4j.core.checkpoint.CheckpointFolder;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.evaluation.Evaluation;
import io.github.ascent4j.core.evaluation.EvaluationPlan;
import io.github.ascent4j.core.evaluation.EvaluatorConfig;
import io.github.ascent4j.core.evaluation.ReturnEvaluator;
import io.github.ascent4j.core.logging.ConsoleTableLogger;
import io.github.ascent4j.core.logging.CsvLogger;
import io.github.ascent4j.core.logging.JsonLinesLogger;
import io.github.ascent4j.core.logging.TensorBoardLogger;
import io.github.ascent4j.core.logging.TrainingLogger;
import io.github.ascent4j.core.monitor.EvaluationCallback;
import io.github.ascent4j.core.monitor.LoggingCallback;
import io.github.ascent4j.core.monitor.ProgressCallback;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.core.training.Training;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.examples.queueing.Admission;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Logs a training in four ways, keeps the best agent, and stops when it is good enough. */
public final class WatchTraining {
  private static final int STEPS = 400_000;

  private WatchTraining() {}

  /** Takes the folder for everything that is written. */
  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]), 330, System.out);
  }

  static TrainingProgress run(Path folder, double goodEnough, PrintStream console)
      throws IOException {
    PpoConfig config =
        PpoConfig.sb3()
            .withRolloutSteps(64)
            .withMinibatchSize(256)
            .withEpochs(4)
            .withGamma(0.97)
            .withLearningRate(0.003);
    // @start region="train"
    EvaluatorConfig evaluations =
        EvaluatorConfig.DEFAULT.withEpisodes(20).withEvery(10_000).withStopAtReturn(goodEnough);
    try (VectorEnvironment environment = VectorEnvironments.of(Admission::new, 16);
        Agent<PpoConfig> agent = PpoAgent.create(environment, config, 42);
        ReturnEvaluator evaluator =
            new ReturnEvaluator(evaluations, VectorEnvironments.of(Admission::new, 20))) {
      TrainingCallback all =
          TrainingCallback.all(
              List.of(
                  evaluation(agent, evaluator, console),
                  new Admitted(console),
                  logging(folder, console),
                  checkpoints(folder),
                  new ProgressCallback(10, console)));
      TrainingProgress reached = agent.train(environment, STEPS, all);
      SavedAgent best = evaluator.best();
      if (best != null) {
        PolicyFile.save(folder.resolve("best.safetensors"), best);
      }
      return reached;
    }
    // @end
  }

  private static LoggingCallback logging(Path folder, PrintStream console) {
    // @start region="logging"
    List<TrainingLogger> loggers =
        List.of(
            new ConsoleTableLogger(console),
            new CsvLogger(folder.resolve("metrics.csv")),
            new JsonLinesLogger(folder.resolve("metrics.jsonl")),
            new TensorBoardLogger(folder.resolve("tensorboard")));
    LoggingCallback logging = new LoggingCallback(10_000, loggers);
    // @end
    return logging;
  }

  private static EvaluationCallback evaluation(
      Agent<PpoConfig> agent, ReturnEvaluator evaluator, PrintStream console) {
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
    return evaluation;
  }

  private static CheckpointCallback checkpoints(Path folder) {
    // @start region="checkpoints"
    CheckpointCallback checkpoints =
        new CheckpointCallback(folder.resolve("checkpoints"), 20_000, 3);
    // @end
    return checkpoints;
  }

  /** Trains on from the newest checkpoint, and says what the agent earns then. */
  static Evaluation goOn(Path folder, long totalSteps) throws IOException {
    // @start region="resume"
    Path newest = new CheckpointFolder(folder.resolve("checkpoints")).newest().orElseThrow().path();
    try (VectorEnvironment environment = VectorEnvironments.of(Admission::new, 16);
        VectorEnvironment fresh = VectorEnvironments.of(Admission::new, 50)) {
      Training<PpoConfig> training =
          Training.resume(
              newest, PpoAgent.ALGORITHM, environment, totalSteps, Engine.load("simd", 1));
      while (!training.finished()) {
        training.iterate();
      }
      try (Agent<PpoConfig> agent = training.trainedAgent()) {
        EvaluationPlan plan = new EvaluationPlan(100, 7_000_000, true, 0);
        return Evaluation.run(agent.policy().actorCritic(), fresh, plan);
      }
    }
    // @end
  }

  // @start region="callback"
  /** How many customers are admitted: for the loggers, for the console, and to stop by. */
  static final class Admitted implements TrainingCallback {
    private final PrintStream console;
    private double part;

    Admitted(PrintStream console) {
      this.console = console;
    }

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      double admitted = 0;
      for (int t = 0; t < rollout.steps(); t++) {
        for (int b = 0; b < rollout.environments(); b++) {
          admitted += rollout.action(t, b)[0];
        }
      }
      part = admitted / (rollout.steps() * rollout.environments());
      training.record("admission/admitted", part);
    }

    @Override
    public Decision onUpdate(TrainingView training, TrainingProgress progress) {
      boolean hopeless = progress.steps() > 100_000 && part < 0.01;
      return hopeless ? Decision.STOP : Decision.CONTINUE;
    }

    @Override
    public void onEnd(TrainingView training) {
      console.printf("%.0f%% of the customers were admitted in the end%n", 100 * part);
    }
  }
  // @end
}
