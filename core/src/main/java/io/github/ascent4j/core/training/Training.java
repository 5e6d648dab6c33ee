package io.github.ascent4j.core.training;

import io.github.ascent4j.core.callback.StateCopy;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.result.AlgorithmMetrics;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.RecordedFigures;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.core.rollout.EpisodeStatistics;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.rollout.RewardScaling;
import io.github.ascent4j.core.rollout.RolloutBuffer;
import io.github.ascent4j.core.rollout.RolloutCollector;
import io.github.ascent4j.core.rollout.RolloutLength;
import io.github.ascent4j.core.rollout.Rollouts;
import io.github.ascent4j.core.schedule.Progress;
import io.github.ascent4j.core.update.Learner;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A training in progress: one rollout and update at a time, to be saved between any two of them and
 * resumed, on this JVM or another, to the bits of a training that was never interrupted.
 *
 * @param <C> the algorithm's config
 */
public final class Training<C extends Record & AlgorithmConfig> implements TrainingView {
  private final Agent<C> agent;
  private final VectorEnvironment environment;
  private final Rollouts rollouts;
  private final Learner learner;
  private final long totalSteps;
  private final RecordedFigures recorded = new RecordedFigures();
  private TrainingCallback callback = new TrainingCallback() {};
  private boolean started;
  private boolean stopped;
  private boolean underway;
  private boolean ended;
  private long iteration;
  private long optimizerSteps;
  private long learntSamples;
  private long firstSteps;
  private double earlierSeconds;
  private double sessionSeconds;

  private Training(Agent<C> agent, VectorEnvironment environment, long totalSteps) {
    C config = agent.config();
    ActorCriticPolicy policy = agent.policy().actorCritic();
    checkSpaces(policy.description(), environment);
    if (totalSteps < 1) {
      throw new IllegalArgumentException("totalSteps " + totalSteps + " must be at least 1");
    }
    this.agent = agent;
    this.environment = environment;
    this.totalSteps = totalSteps;
    NormalizationConfig normalization = config.normalization();
    RewardScaling scaling =
        normalization.rewardScaling(environment.copies(), config.rewardScalingDiscount());
    RolloutCollector collector =
        new RolloutCollector(
            environment,
            policy,
            scaling,
            new RolloutCollector.Options(
                config.sampling(), config.bootstrapTruncated(), normalization.observations()),
            agent.acting());
    collector.exploreWith(
        policy.explorationNoise(
            environment.copies(), config.policy().exploration().resampleSteps()));
    RolloutLength length = config.rolloutLength(environment.copies());
    collector.episodes().keepFinished(config.rewardScalingDiscount());
    rollouts =
        new Rollouts(
            collector, length, environment, shape(policy, config, length), agent.starting());
    learner = agent.algorithm().learner(config, policy, environment.copies(), agent.shuffling());
  }

  private RolloutBuffer.Shape shape(ActorCriticPolicy policy, C config, RolloutLength length) {
    ActorCritic network = policy.description().network();
    ObservationLayout layout = ObservationLayout.of(environment.observationSpace());
    if (network.recurrent() && !config.supportsMemory()) {
      throw new IllegalArgumentException(
          algorithm()
              + " learns from single steps, but the agent's network remembers; use ppo or a2c, or a"
              + " network without an LSTM");
    }
    return new RolloutBuffer.Shape(
        layout.numbers(),
        network.numbers() - layout.numbers(),
        layout.bytes(),
        environment.actionSpace().flatSize(),
        environment.actionMaskSize(),
        config.keepsPolicyOutputs() ? policy.distribution().parameterCount() : 0,
        config.keepsFinalObservations(),
        network.stateSize(),
        length instanceof RolloutLength.Steps(int steps)
            ? config.policy().memory().sequenceSteps(steps, network.recurrent())
            : 1,
        !config.sampling().midBatchReset(),
        environment.infoNames().size());
  }

  /** Refuses an environment that the agent is not made for. */
  static void checkSpaces(AgentDescription description, VectorEnvironment environment) {
    boolean masks = environment.actionMaskSize() > 0;
    if (!description.observationSpace().equals(environment.observationSpace())
        || !description.actionSpace().equals(environment.actionSpace())
        || description.actionMasks() != masks) {
      throw new IllegalArgumentException(
          "the agent is made for observations "
              + description.observationSpace()
              + " and actions "
              + description.actionSpace()
              + masked(description.actionMasks())
              + ", but "
              + environment.name()
              + " has "
              + environment.observationSpace()
              + " and "
              + environment.actionSpace()
              + masked(masks));
    }
  }

  private static String masked(boolean masks) {
    return masks ? " with masks" : "";
  }

  /** Starts a training; the environments are reset from the agent's seed. */
  public static <C extends Record & AlgorithmConfig> Training<C> start(
      Agent<C> agent, VectorEnvironment environment, long totalSteps) {
    Training<C> training = new Training<>(agent, environment, totalSteps);
    training.rollouts.reset(agent.seed());
    return training;
  }

  /**
   * Goes on from what {@link #save} wrote.
   *
   * @param algorithm the algorithm that wrote it
   * @param environment a new instance of the same environment, with as many copies
   * @param totalSteps total of the whole training, usually that of its start; schedules follow it
   * @param engine runs the agent and is closed with it
   * @throws IllegalArgumentException if the environment has other spaces than the agent
   */
  public static <C extends Record & AlgorithmConfig> Training<C> resume(
      Path path,
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      long totalSteps,
      Engine engine)
      throws IOException {
    return resume(path, algorithm, environment, totalSteps, engine, UnaryOperator.identity());
  }

  /**
   * Goes on from what {@link #save} wrote, with other settings from here on.
   *
   * @param algorithm the algorithm that wrote it
   * @param environment a new instance of the same environment, with as many copies
   * @param totalSteps total of the whole training, which schedules follow
   * @param engine runs the agent and is closed with it
   * @param change gives the settings to go on with for those it had, for example {@code config ->
   *     config.withLearningRate(1e-4)}
   * @throws FixedSettingException if what was reached goes by a setting that is another one now
   * @throws IllegalArgumentException if the environment has other spaces than the agent
   */
  public static <C extends Record & AlgorithmConfig> Training<C> resume(
      Path path,
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      long totalSteps,
      Engine engine,
      UnaryOperator<C> change)
      throws IOException {
    return Snapshots.training(
        Safetensors.read(path), algorithm, environment, totalSteps, engine, change);
  }

  static <C extends Record & AlgorithmConfig> Training<C> resumed(
      Agent<C> agent, VectorEnvironment environment, long totalSteps, DataInput state)
      throws IOException {
    Training<C> training = new Training<>(agent, environment, totalSteps);
    training.iteration = state.readLong();
    training.earlierSeconds = state.readDouble();
    training.optimizerSteps = state.readLong();
    training.learntSamples = state.readLong();
    training.rollouts.restore(state);
    training.learner.restore(state);
    training.firstSteps = training.steps();
    return training;
  }

  void save(DataOutput state) throws IOException {
    state.writeLong(iteration);
    state.writeDouble(earlierSeconds + sessionSeconds);
    state.writeLong(optimizerSteps);
    state.writeLong(learntSamples);
    rollouts.save(state);
    learner.save(state);
  }

  /** What later rows tell of the past. */
  TrainingFigures figures() {
    return new TrainingFigures(rollouts.collector().episodes(), recorded);
  }

  /**
   * Everything that decides how this training goes on, as it is now.
   *
   * @throws IllegalStateException in the middle of an iteration, and after one that failed
   */
  @Override
  public TensorFile snapshot() throws IOException {
    StateCopy copy = copy();
    copy.take();
    return copy.content();
  }

  @Override
  public StateCopy copy() {
    return new TrainingCopy(this);
  }

  void checkBetweenIterations() {
    if (underway) {
      throw new IllegalStateException(
          "a training can be saved between two iterations only, and iteration "
              + (iteration + 1)
              + " is underway or has failed");
    }
  }

  /** Writes {@link #snapshot} as a checkpoint. */
  public void save(Path path) throws IOException {
    Safetensors.write(path, snapshot());
  }

  /** Calls {@code newCallback} from now on; see {@link TrainingCallback#all} for several. */
  public void setCallback(TrainingCallback newCallback) {
    callback = newCallback;
  }

  /** The agent that trains. */
  public Agent<C> trainedAgent() {
    return agent;
  }

  /** The environment it trains in. */
  public VectorEnvironment trainingEnvironment() {
    return environment;
  }

  @Override
  public String algorithm() {
    return agent.algorithm().name();
  }

  @Override
  public String environment() {
    return environment.name();
  }

  @Override
  public int environments() {
    return environment.copies();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // The same instance is what must not be played twice.
  public boolean trainsIn(Object other) {
    return environment == other;
  }

  @Override
  public long seed() {
    return agent.seed();
  }

  @Override
  public Map<String, Json> settings() {
    return ConfigRecords.toJson(agent.config()).members();
  }

  @Override
  public long steps() {
    return rollouts.collector().steps();
  }

  @Override
  public long totalSteps() {
    return totalSteps;
  }

  @Override
  public long iteration() {
    return iteration;
  }

  @Override
  public List<EpisodeSummary> lastEpisodes() {
    return rollouts.collector().episodes().last();
  }

  @Override
  public RecordedFigures recorded() {
    return recorded;
  }

  @Override
  public SavedAgent agent() {
    return agent.policy().saved(Map.of("algorithm", algorithm(), "environment", environment()));
  }

  /** Whether all steps are taken, or a callback has ended the training. */
  public boolean finished() {
    return stopped || steps() >= totalSteps;
  }

  /**
   * Makes one rollout and one update.
   *
   * @throws io.github.ascent4j.environment.EnvironmentException if the environment fails or breaks
   *     its contract
   * @throws DivergenceException if the training has diverged
   * @throws io.github.ascent4j.environment.PlayInterruptedException if the thread is interrupted:
   *     the rollout that is underway is dropped, callbacks hear of a failure and keep the state of
   *     the last update, from which the training can be resumed, and the thread stays interrupted
   */
  public TrainingProgress iterate() {
    try {
      return rolloutAndUpdate();
    } catch (ArithmeticException e) {
      throw failed(DivergenceException.of(e, agent.config().normalization(), rollouts));
    } catch (RuntimeException e) {
      throw failed(e);
    } catch (Error e) {
      throw failed(e);
    }
  }

  private <E extends Throwable> E failed(E failure) {
    // Environments that sleep have been woken by it, and may have taken it for themselves.
    if (FailureCauses.holdInterrupt(failure)) {
      Thread.currentThread().interrupt();
    }
    TrainingCallback.all(List.of(callback)).onFailure(this, failure);
    return failure;
  }

  /**
   * What is to be said of rewards that are too large to be learnt from, though the training has not
   * failed on them: those that are not drown beside them.
   */
  public Optional<String> rewardWarning() {
    NormalizationConfig normalization = agent.config().normalization();
    return DivergenceException.absurdReward(normalization, rollouts)
        .map(
            reward ->
                environment.name()
                    + " gave a "
                    + reward
                    + ", beside which all others drown; mend that, or scale rewards: "
                    + DivergenceException.rewardMend(normalization));
  }

  private TrainingProgress rolloutAndUpdate() {
    long start = System.nanoTime();
    if (!started) {
      started = true;
      callback.onStart(this);
    }
    Progress before = new Progress(remainingBefore(), steps());
    underway = true;
    RolloutBuffer rollout = rollouts.next();
    callback.onRollout(this, new RolloutBufferView(rollout, environment.infoNames()));
    Progress progress =
        switch (agent.config().annealing()) {
          case BEFORE_ROLLOUT -> before;
          case AFTER_ROLLOUT -> Progress.of(steps(), totalSteps);
        };
    AlgorithmMetrics metrics = learner.learn(rollout, progress);
    iteration++;
    optimizerSteps += metrics.optimizerSteps();
    learntSamples += metrics.learntSamples();
    underway = false;
    sessionSeconds += (System.nanoTime() - start) * 1e-9;
    TrainingProgress reached = progress(metrics);
    stopped |= callback.onUpdate(this, reached) == TrainingCallback.Decision.STOP;
    if (finished() && !ended) {
      ended = true;
      callback.onEnd(this);
    }
    return reached;
  }

  /** For rollouts of a fixed length: of all iterations, those that are still to come. */
  private double remainingBefore() {
    int copies = environment.copies();
    return switch (agent.config().rolloutLength(copies)) {
      case RolloutLength.Steps length -> {
        long batch = (long) length.steps() * copies;
        long iterations = (totalSteps + batch - 1) / batch;
        yield 1 - (double) iteration / iterations;
      }
      case RolloutLength.Episodes length -> 1 - (double) steps() / totalSteps;
    };
  }

  private TrainingProgress progress(AlgorithmMetrics metrics) {
    EpisodeStatistics episodes = rollouts.collector().episodes();
    return new TrainingProgress(
        steps(),
        totalSteps,
        iteration,
        episodes.episodes(),
        episodes.meanReturn(),
        episodes.meanLength(),
        earlierSeconds + sessionSeconds,
        steps() - firstSteps,
        sessionSeconds,
        metrics,
        optimizerSteps,
        learntSamples,
        episodes.takeFinished(),
        episodes.infoFigures());
  }
}
