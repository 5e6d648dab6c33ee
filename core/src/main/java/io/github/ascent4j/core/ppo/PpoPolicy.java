package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.agent.ActorCriticPolicy;
import io.github.ascent4j.core.agent.PolicyConfig;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The policy that a {@link PpoAgent} trains: actor and critic with what belongs to them, as
 * prt_rl's PPOPolicy. Observations here are the environment's own; normalisation happens inside.
 * Used by one thread at a time.
 */
public final class PpoPolicy {
  static final double NORMALIZER_EPSILON = 1e-8;
  static final double NORMALIZER_LIMIT = 10;

  /**
   * Actions and what goes with them.
   *
   * @param actions actions of the action space, [N,A]
   * @param rawActions what the distribution gave, before the action mapping, [N,A]
   * @param logProbs of the raw actions, [N]; zeros for deterministic actions
   * @param values of the observations, [N]
   */
  @SuppressWarnings("ArrayRecordComponent") // Results to read once, not to compare.
  public record Decision(float[] actions, float[] rawActions, float[] logProbs, float[] values) {}

  /**
   * What the present parameters make of given actions.
   *
   * @param values of the observations, [N]
   * @param logProbs of the raw actions, [N]
   * @param entropies of the distributions, [N]
   */
  @SuppressWarnings("ArrayRecordComponent") // Results to read once, not to compare.
  public record ActionEvaluation(float[] values, float[] logProbs, float[] entropies) {}

  private final ActorCriticPolicy policy;

  PpoPolicy(ActorCriticPolicy policy) {
    this.policy = policy;
  }

  /** The default policy for these spaces. */
  public static PpoPolicy create(
      Space observationSpace,
      Space actionSpace,
      PpoConfig config,
      Engine engine,
      RandomGenerator random) {
    PolicyConfig shape = config.policy();
    AgentDescription description =
        new AgentDescription(
            observationSpace,
            actionSpace,
            shape.network(observationSpace, actionSpace),
            shape.actionMapping(actionSpace));
    return create(description, config, engine, random);
  }

  /** A policy with a network of your own. */
  public static PpoPolicy create(
      AgentDescription description, PpoConfig config, Engine engine, RandomGenerator random) {
    ObservationNormalizer normalizer =
        config.normalizeObservations()
            ? new ObservationNormalizer(
                new RunningMeanVariance(description.observationSpace().flatSize(), 1e-4),
                NORMALIZER_EPSILON,
                NORMALIZER_LIMIT)
            : null;
    return new PpoPolicy(
        ActorCriticPolicy.initialize(
            description, engine, optimization(config), normalizer, random));
  }

  static Optimization optimization(PpoConfig config) {
    return Optimization.of(Optimizer.Adam.withEpsilon(config.adamEpsilon()));
  }

  ActorCriticPolicy actorCritic() {
    return policy;
  }

  public AgentDescription description() {
    return policy.description();
  }

  /** A copy of all parameters, in description order. */
  public float[] parameters() {
    return policy.network().parameters();
  }

  /**
   * Chooses actions.
   *
   * @param observations [N,O]
   * @param random source of randomness, not used if deterministic
   */
  public Decision act(float[] observations, boolean deterministic, RandomGenerator random) {
    int count = count(observations);
    float[] inputs = normalized(observations, count);
    int actionSize = policy.distribution().actionSize();
    float[] raw = new float[count * actionSize];
    float[] actions = new float[count * actionSize];
    float[] logProbs = new float[count];
    float[] values = new float[count];
    if (deterministic) {
      policy.mode(inputs, count, null, raw, values);
    } else {
      policy.sample(inputs, count, null, raw, 0, logProbs, 0, values, null, 0, random);
    }
    policy.map(raw, 0, actions, count);
    return new Decision(actions, raw, logProbs, values);
  }

  /**
   * Evaluates raw actions [N,A] in observations [N,O] under the present parameters, as the loss
   * sees them.
   */
  public ActionEvaluation evaluateActions(float[] observations, float[] rawActions) {
    int count = count(observations);
    Distribution distribution = policy.distribution();
    if (rawActions.length != count * distribution.actionSize()) {
      throw new IllegalArgumentException(
          rawActions.length
              + " action floats for "
              + count
              + " observations; give "
              + count * distribution.actionSize());
    }
    float[] outputs = new float[count * distribution.parameterCount()];
    float[] values = new float[count];
    policy.network().forward(normalized(observations, count), count, outputs, values);
    DistributionBatch batch = new DistributionBatch(distribution, count);
    batch.of(outputs, 0, distribution.parameterCount(), rawActions, 0, count);
    distribution.evaluate(batch, policy.math());
    return new ActionEvaluation(values, batch.logProbs, batch.entropies);
  }

  /** Values of observations [N,O]. */
  public float[] values(float[] observations) {
    int count = count(observations);
    float[] values = new float[count];
    policy.values(normalized(observations, count), count, values);
    return values;
  }

  private int count(float[] observations) {
    int size = description().observationSpace().flatSize();
    if (observations.length == 0 || observations.length % size != 0) {
      throw new IllegalArgumentException(
          observations.length
              + " floats are no whole number of observations of "
              + size
              + " floats each");
    }
    return observations.length / size;
  }

  private float[] normalized(float[] observations, int count) {
    float[] inputs = observations.clone();
    policy.normalize(inputs, count);
    return inputs;
  }

  /** Everything about this policy as it is now. */
  public SavedAgent saved(Map<String, String> provenance) {
    return new SavedAgent(description(), parameters(), policy.normalizer(), provenance);
  }

  /** Writes the policy file: all that is needed to serve this policy. */
  public void save(Path path) throws IOException {
    PolicyFile.save(path, saved(Map.of("algorithm", "ppo")));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static PpoPolicy load(Path path, PpoConfig config, Engine engine) throws IOException {
    return of(PolicyFile.load(path), config, engine);
  }

  /** A policy that starts as {@code saved}. */
  public static PpoPolicy of(SavedAgent saved, PpoConfig config, Engine engine) {
    return new PpoPolicy(
        ActorCriticPolicy.of(
            saved.description(),
            engine,
            optimization(config),
            saved.normalizer(),
            saved.parameters()));
  }
}
