package io.github.ascent4j.core.training;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.policy.AgentMemory;
import io.github.ascent4j.core.policy.InputRows;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.policy.SampledRows;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The policy that an {@link Agent} trains: actor and, where the algorithm needs one, critic, with
 * what belongs to them. Observations here are the environment's own; normalisation happens inside.
 * Used by one thread at a time.
 *
 * <p>Dimension letters: N samples, O observation, A action, M flags of an action mask.
 */
public final class AgentPolicy {
  /**
   * Actions and what goes with them.
   *
   * @param actions actions of the action space, [N,A]
   * @param rawActions what the distribution gave, before the action mapping, [N,A]
   * @param logProbs of the raw actions, [N]; zeros for deterministic actions
   * @param values of the observations, [N]; zeros without a critic
   */
  @SuppressWarnings("ArrayRecordComponent") // Results to read once, not to compare.
  public record Decision(float[] actions, float[] rawActions, float[] logProbs, float[] values) {}

  /**
   * What the present parameters make of given actions.
   *
   * @param values of the observations, [N]; zeros without a critic
   * @param logProbs of the raw actions, [N]
   * @param entropies of the distributions, [N]
   */
  @SuppressWarnings("ArrayRecordComponent") // Results to read once, not to compare.
  public record ActionEvaluation(float[] values, float[] logProbs, float[] entropies) {}

  private final String algorithm;
  private final ActorCriticPolicy policy;

  private AgentPolicy(Algorithm<?> algorithm, ActorCriticPolicy policy) {
    this.algorithm = algorithm.name();
    this.policy = policy;
  }

  /** The default policy of {@code config} for an environment, with fresh parameters. */
  public static <C extends Record & AlgorithmConfig> AgentPolicy create(
      Algorithm<C> algorithm,
      VectorEnvironment environment,
      C config,
      Engine engine,
      RandomGenerator random) {
    PolicyConfig shape = config.policy();
    if (shape.memory().remembers() && !config.supportsMemory()) {
      throw new IllegalArgumentException(
          "policy.memory.lstmSize "
              + shape.memory().lstmSize()
              + " gives the network memory, but this algorithm learns from single steps; use ppo or"
              + " a2c, or policy.memory.lstmSize 0");
    }
    AgentDescription description =
        new AgentDescription(
            environment.observationSpace(),
            environment.actionSpace(),
            shape.network(
                environment.observationSpace(),
                environment.actionSpace(),
                config.hasCritic(),
                config.criticApart()),
            shape.actionMapping(environment.actionSpace()),
            environment.actionMaskSize() > 0);
    return create(algorithm, description, config, engine, random);
  }

  /** A policy with a network of your own, with fresh parameters. */
  public static <C extends Record & AlgorithmConfig> AgentPolicy create(
      Algorithm<C> algorithm,
      AgentDescription description,
      C config,
      Engine engine,
      RandomGenerator random) {
    if (config.hasCritic() && !description.network().hasCritic()) {
      throw new IllegalArgumentException(
          "the network has no critic, but these settings need one; give it a value layer");
    }
    return new AgentPolicy(
        algorithm,
        ActorCriticPolicy.initialize(
            description,
            engine,
            config.optimization(),
            config.criticApart(),
            normalizer(description, config),
            random));
  }

  /** Images and categories are not normalised. */
  private static @Nullable ObservationNormalizer normalizer(
      AgentDescription description, AlgorithmConfig config) {
    int[] columns = description.network().normalizedColumns();
    ObservationNormalizer normalizer =
        columns.length == 0 ? null : config.normalization().observationNormalizer(columns.length);
    return normalizer == null ? null : normalizer.over(columns);
  }

  /** A policy that starts as {@code saved}. */
  public static <C extends Record & AlgorithmConfig> AgentPolicy of(
      Algorithm<C> algorithm, SavedAgent saved, C config, Engine engine) {
    return new AgentPolicy(
        algorithm,
        ActorCriticPolicy.of(
            saved.description(),
            engine,
            config.optimization(),
            config.criticApart(),
            saved.normalizer(),
            saved.parameters()));
  }

  /** Reads a policy file into a policy that runs and can be trained on. */
  public static <C extends Record & AlgorithmConfig> AgentPolicy load(
      Algorithm<C> algorithm, Path path, C config, Engine engine) throws IOException {
    return of(algorithm, PolicyFile.load(path), config, engine);
  }

  /** Takes over every part of {@code source} that fits; see the other method of this name. */
  public TakenOver takeOver(SavedAgent source) {
    return takeOver(source, name -> true);
  }

  /**
   * Takes over parts of another network: each parameter that has the name and the shape of one
   * here. The statistics of observations come along where both normalise as many numbers in the
   * same way. Not for a policy that is being trained, whose optimiser would remember another
   * network.
   *
   * @param names which parameters may be taken, by the names that {@link
   *     io.github.ascent4j.policy.program.ParameterLayout} gives them, such as {@code
   *     trunk.0.weight}
   */
  public TakenOver takeOver(SavedAgent source, Predicate<String> names) {
    ParameterLayout theirs = ParameterLayout.of(source.description().network());
    float[] parameters = parameters();
    float[] others = source.parameters();
    List<String> taken = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    for (ParameterLayout.Parameter own : policy.program().layout().parameters()) {
      Optional<ParameterLayout.Parameter> other =
          theirs
              .find(own.name())
              .filter(p -> p.shape().equals(own.shape()) && names.test(p.name()));
      other.ifPresent(
          p -> System.arraycopy(others, p.offset(), parameters, own.offset(), own.size()));
      (other.isPresent() ? taken : fresh).add(own.name());
    }
    policy.setParameters(parameters);
    ObservationNormalizer normalizer = policy.normalizer();
    ObservationNormalizer other = source.normalizer();
    boolean statistics = normalizer != null && other != null && normalizer.takeOver(other);
    return new TakenOver(taken, fresh, statistics);
  }

  /** Network, distribution and normaliser, as the stations of the data's path use them. */
  public ActorCriticPolicy actorCritic() {
    return policy;
  }

  public AgentDescription description() {
    return policy.description();
  }

  /** A copy of all parameters, in description order. */
  public float[] parameters() {
    return policy.parameters();
  }

  /** Chooses actions where every action is allowed; see the other {@code act}. */
  public Decision act(float[] observations, boolean deterministic, RandomGenerator random) {
    return act(observations, null, deterministic, random);
  }

  /**
   * Chooses actions by a policy that remembers nothing.
   *
   * @param observations [N,O]
   * @param masks which choices are allowed, [N,M]; null for all
   * @param random source of randomness, not used if deterministic
   * @throws IllegalStateException if this policy goes by the steps before; give a memory
   */
  public Decision act(
      float[] observations,
      boolean @Nullable [] masks,
      boolean deterministic,
      RandomGenerator random) {
    return act(observations, masks, noMemory(observations), deterministic, random);
  }

  /** The memory of this policy at the start of {@code count} episodes, for {@code act}. */
  public AgentMemory memory(int count) {
    return new AgentMemory(description(), count);
  }

  /** The empty memory of a policy that needs none: any other would forget in silence. */
  private AgentMemory noMemory(float[] observations) {
    AgentMemory memory = memory(count(observations));
    if (memory.stateSize() + memory.previousSize() > 0) {
      throw new IllegalStateException(
          "this policy goes by the steps before, and would forget them; give the memory of the"
              + " episodes too, policy().memory(n), which starts them");
    }
    return memory;
  }

  /**
   * Chooses actions.
   *
   * @param observations [N,O]
   * @param masks which choices are allowed, [N,M]; null for all
   * @param memory what is remembered of the N episodes; the network's states go on by a step here,
   *     the rest by {@link AgentMemory#remember} once the environments have stepped, or {@link
   *     AgentMemory#reset(int)} where an episode has ended
   * @param random source of randomness, not used if deterministic
   */
  public Decision act(
      float[] observations,
      boolean @Nullable [] masks,
      AgentMemory memory,
      boolean deterministic,
      RandomGenerator random) {
    int count = count(observations);
    checkMasks(masks, count);
    NetworkInput input = input(observations, memory);
    SampledRows drawn = SampledRows.of(policy.distribution(), count);
    if (deterministic) {
      policy.mode(input, masks, drawn.actions(), drawn.values());
    } else {
      policy.sample(input, masks, drawn, random);
    }
    float[] actions = new float[drawn.actions().length];
    policy.map(drawn.actions(), 0, actions, 0, count);
    return new Decision(actions, drawn.actions(), drawn.logProbs(), drawn.values());
  }

  /** Evaluates raw actions where every action is allowed; see the other method of this name. */
  public ActionEvaluation evaluateActions(float[] observations, float[] rawActions) {
    return evaluateActions(observations, null, rawActions);
  }

  /**
   * Evaluates raw actions by a policy that remembers nothing; see the other methods of this name.
   *
   * @param masks which choices are allowed, [N,M]; null for all
   * @throws IllegalStateException if this policy goes by the steps before; give a memory
   */
  public ActionEvaluation evaluateActions(
      float[] observations, boolean @Nullable [] masks, float[] rawActions) {
    return evaluateActions(observations, masks, noMemory(observations), rawActions);
  }

  /**
   * Evaluates raw actions [N,A] in observations [N,O] under the present parameters, as the loss
   * sees them.
   *
   * @param masks which choices are allowed, [N,M]; null for all
   * @param memory what is remembered of the N episodes; goes on as in {@code act}
   */
  public ActionEvaluation evaluateActions(
      float[] observations, boolean @Nullable [] masks, AgentMemory memory, float[] rawActions) {
    int count = count(observations);
    checkMasks(masks, count);
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
    NetworkInput input = input(observations, memory);
    policy.forward(input, outputs, values);
    DistributionBatch batch = new DistributionBatch(distribution, count);
    batch.of(outputs, 0, distribution.parameterCount(), rawActions, 0, count).masked(masks, 0);
    distribution.evaluate(batch, policy.math());
    return new ActionEvaluation(values, batch.logProbs, batch.entropies);
  }

  /**
   * Values of observations [N,O] by a policy that remembers nothing.
   *
   * @throws IllegalStateException if there is no critic, or this policy goes by the steps before
   */
  public float[] values(float[] observations) {
    return values(observations, noMemory(observations));
  }

  /**
   * Values of observations [N,O].
   *
   * @param memory what is remembered of the N episodes, which stays as it is
   * @throws IllegalStateException if there is no critic
   */
  public float[] values(float[] observations, AgentMemory memory) {
    if (!description().network().hasCritic()) {
      throw new IllegalStateException(
          "this policy of " + algorithm + " has no critic, so it gives no values");
    }
    float[] values = new float[count(observations)];
    policy.values(input(observations, memory), values);
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

  private void checkMasks(boolean @Nullable [] masks, int count) {
    int size = policy.distribution().maskSize();
    if (masks != null && (size == 0 || masks.length != count * size)) {
      throw new IllegalArgumentException(
          masks.length
              + " mask flags for "
              + count
              + " observations; actions of "
              + description().actionSpace()
              + (size == 0 ? " take none" : " take " + size + " each"));
    }
  }

  private NetworkInput input(float[] observations, AgentMemory memory) {
    ObservationLayout layout = ObservationLayout.of(description().observationSpace());
    int count = count(observations);
    if (memory.rows() != count) {
      throw new IllegalArgumentException(
          "a memory of "
              + memory.rows()
              + " episodes for "
              + count
              + " observations; give one each");
    }
    int size = observations.length / count;
    float[] numbers = new float[count * layout.numbers()];
    byte[] images = new byte[count * layout.bytes()];
    for (int i = 0; i < count; i++) {
      int wrong =
          layout.split(
              observations, i * size, numbers, i * layout.numbers(), images, i * layout.bytes());
      if (wrong >= 0) {
        throw new IllegalArgumentException(
            "observation["
                + wrong
                + "] of row "
                + i
                + " is "
                + observations[i * size + wrong]
                + "; give pixels as whole numbers from 0 to 255");
      }
    }
    InputRows rows = new InputRows(description(), memory, count);
    for (int i = 0; i < count; i++) {
      String complaint = rows.complaint(numbers, i);
      if (complaint != null) {
        throw new IllegalArgumentException("row " + i + ": " + complaint);
      }
    }
    rows.load(numbers, images, 0, policy.normalizer());
    return rows.network;
  }

  /** Everything about this policy as it is now. */
  public SavedAgent saved(Map<String, String> provenance) {
    return new SavedAgent(description(), parameters(), policy.normalizer(), provenance);
  }

  /** Writes the policy file: all that is needed to serve this policy. */
  public void save(Path path) throws IOException {
    save(path, Map.of());
  }

  /**
   * Writes the policy file with notes of your own, which {@code Policy.provenance} reads: where the
   * policy comes from, what it is for.
   *
   * @param notes text by name, beside the {@code algorithm}, which may be given anew
   */
  public void save(Path path, Map<String, String> notes) throws IOException {
    Map<String, String> provenance = new TreeMap<>(notes);
    provenance.putIfAbsent("algorithm", algorithm);
    PolicyFile.save(path, saved(provenance));
  }
}
