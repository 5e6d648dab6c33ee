package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.exchange.Exchange;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Actor, critic, distribution, normaliser and action mapping on an engine. Works on many
 * observations at a time; used by one thread at a time.
 */
public final class ActorCriticPolicy {
  private static final float[] NONE = {};

  private final AgentDescription description;
  private final Program program;
  private final Exchange exchange;

  /** What gives the policy's outputs, and the values unless the critic is apart. */
  private final OutputNetwork actor;

  /** What gives the values; the same as the actor if they are one network or there is no critic. */
  private final OutputNetwork critic;

  private final Distribution distribution;
  private final ArrayMath math = ArrayMath.load();
  private final @Nullable ObservationNormalizer normalizer;
  private final Operation.@Nullable Exploration exploration;

  private DistributionBatch batch;
  private float[] policyOutputs = NONE;
  private float[] values = NONE;
  private int capacity;

  private ActorCriticPolicy(
      AgentDescription description,
      Engine engine,
      Optimization optimization,
      boolean criticApart,
      float[] parameters,
      @Nullable ObservationNormalizer normalizer) {
    this.description = description;
    this.normalizer = normalizer;
    exchange = engine.exchange();
    distribution = description.distribution();
    program = Program.of(description.network());
    exploration = program.exploration().orElse(null);
    batch = new DistributionBatch(distribution, 0);
    if (criticApart) {
      Program values = program.only(checkApart(program));
      actor = new OutputNetwork(program, engine.create(program.only(Program.POLICY), optimization));
      critic = new OutputNetwork(program, engine.create(values, optimization));
    } else {
      actor = new OutputNetwork(program, engine.create(program, optimization));
      critic = actor;
    }
    setParameters(parameters);
  }

  private static String checkApart(Program program) {
    if (!program.yields(Program.VALUE)) {
      throw new IllegalArgumentException(
          "an optimizer of its own for the critic, but the network has none; use settings without"
              + " one, or give the network a value layer");
    }
    ParameterLayout values = program.only(Program.VALUE).layout();
    for (Parameter parameter : program.only(Program.POLICY).layout().parameters()) {
      if (values.find(parameter.name()).isPresent()) {
        throw new IllegalArgumentException(
            "an optimizer of its own for the critic, but actor and critic share "
                + parameter.name()
                + "; give each layers of its own, or use settings that train both together");
      }
    }
    return Program.VALUE;
  }

  /**
   * A policy with fresh parameters, as the description's initialisers say.
   *
   * @param criticApart whether the critic is a network of its own, with an optimiser of its own
   * @throws IllegalArgumentException if it is to be and shares parameters with the actor
   */
  public static ActorCriticPolicy initialize(
      AgentDescription description,
      Engine engine,
      Optimization optimization,
      boolean criticApart,
      @Nullable ObservationNormalizer normalizer,
      RandomGenerator random) {
    float[] parameters = ParameterLayout.of(description.network()).initialize(random);
    return of(description, engine, optimization, criticApart, normalizer, parameters);
  }

  /** A policy with fresh parameters whose critic, if it has one, is trained together with it. */
  public static ActorCriticPolicy initialize(
      AgentDescription description,
      Engine engine,
      Optimization optimization,
      @Nullable ObservationNormalizer normalizer,
      RandomGenerator random) {
    return initialize(description, engine, optimization, false, normalizer, random);
  }

  /**
   * A policy with the given parameters.
   *
   * @param criticApart as for {@link #initialize}
   */
  public static ActorCriticPolicy of(
      AgentDescription description,
      Engine engine,
      Optimization optimization,
      boolean criticApart,
      @Nullable ObservationNormalizer normalizer,
      float[] parameters) {
    return new ActorCriticPolicy(
        description, engine, optimization, criticApart, parameters, normalizer);
  }

  public AgentDescription description() {
    return description;
  }

  /** What its networks compute together. */
  public Program program() {
    return program;
  }

  /** The network that gives the policy's outputs, and the values unless the critic is apart. */
  public TrainableNetwork network() {
    return actor.network;
  }

  /** The network that gives the values; that of the policy's outputs unless the critic is apart. */
  public TrainableNetwork critic() {
    return critic.network;
  }

  /** All networks there are: one, or the actor's and the critic's. */
  public List<TrainableNetwork> networks() {
    return actor == critic ? List.of(actor.network) : List.of(actor.network, critic.network);
  }

  /** Where ranks share what each has found. */
  public Exchange exchange() {
    return exchange;
  }

  /** A copy of all parameters, in description order. */
  public float[] parameters() {
    if (actor == critic) {
      return actor.network.parameters();
    }
    return together(networks().stream().map(TrainableNetwork::parameters).toList());
  }

  /**
   * Parameters in description order.
   *
   * @param each those of each of the {@link #networks}, in the order of its own layout
   */
  public float[] together(List<float[]> each) {
    if (actor == critic) {
      return each.getFirst();
    }
    float[] parameters = new float[program.layout().size()];
    for (int i = 0; i < each.size(); i++) {
      ParameterLayout own = networks().get(i).program().layout();
      own.insert(each.get(i), program.layout(), parameters);
    }
    return parameters;
  }

  /** Sets all parameters, in description order. */
  public void setParameters(float[] parameters) {
    if (actor == critic) {
      actor.network.setParameters(parameters);
      return;
    }
    for (TrainableNetwork network : networks()) {
      network.setParameters(network.program().layout().select(program.layout(), parameters));
    }
  }

  public Distribution distribution() {
    return distribution;
  }

  public ArrayMath math() {
    return math;
  }

  public @Nullable ObservationNormalizer normalizer() {
    return normalizer;
  }

  /**
   * Normalises the numbers of N observations in place, if this policy does that; statistics stay as
   * they are.
   *
   * @param rows row i starts at {@code i * stride}
   */
  public void normalize(float[] rows, int count, int stride) {
    if (normalizer != null) {
      normalizer.normalize(rows, 0, count, stride);
    }
  }

  /**
   * Noise for acting in {@code copies} environments, if the agent explores by its features; null
   * otherwise. It is the caller's to hold, to start with every rollout and to save.
   *
   * @param resampleSteps steps for which a copy keeps its noise; 0 for the whole rollout
   */
  public @Nullable ExplorationNoise explorationNoise(int copies, int resampleSteps) {
    return exploration == null
        ? null
        : new ExplorationNoise(
            copies, exploration.features().size(), exploration.dimensions(), resampleSteps);
  }

  /** Lets noise follow the present parameters; each copy's is drawn anew when it acts next. */
  public void startRollout(@Nullable ExplorationNoise noise) {
    if (noise != null && exploration != null) {
      noise.start(exploration.stds(parameters()));
    }
  }

  /** {@link #sample} from the first row on, with what is left to chance drawn for every row. */
  public void sample(
      NetworkInput input, boolean @Nullable [] masks, SampledRows rows, RandomGenerator random) {
    sample(input, masks, rows, 0, null, 0, random);
  }

  /**
   * Draws raw actions.
   *
   * @param input normalised observations and what goes with them; its states become those after
   *     this step
   * @param masks which choices are allowed, [N,{@link Distribution#maskSize}]; null exactly where
   *     the description is one without action masks
   * @param rows receives what is drawn, from row {@code row} on
   * @param noise what {@link #explorationNoise} gave, or null to draw every row by itself
   * @param firstCopy the environment that the first row is of; the next row is that of the next one
   */
  public void sample(
      NetworkInput input,
      boolean @Nullable [] masks,
      SampledRows rows,
      int row,
      @Nullable ExplorationNoise noise,
      int firstCopy,
      RandomGenerator random) {
    int count = input.count;
    checkMasks(masks, count);
    reserve(count);
    forward(input, policyOutputs, values);
    int parameterCount = distribution.parameterCount();
    int actionOffset = row * distribution.actionSize();
    batch
        .of(policyOutputs, 0, parameterCount, rows.actions(), actionOffset, count)
        .masked(masks, 0);
    batch.exploring(noise, firstCopy);
    distribution.sample(batch, random, math);
    System.arraycopy(batch.logProbs, 0, rows.logProbs(), row, count);
    if (description.network().hasCritic()) {
      System.arraycopy(values, 0, rows.values(), row, count);
    }
    float[] outputs = rows.outputs();
    if (outputs != null) {
      System.arraycopy(policyOutputs, 0, outputs, row * parameterCount, count * parameterCount);
    }
  }

  /**
   * Draws raw actions, those of each row from a generator of its own, so that no row depends on
   * which others there are.
   *
   * @param input as for the other {@code sample}
   * @param masks as for the other {@code sample}
   * @param rows receives what is drawn, from the first row on; no outputs
   * @param randoms a generator for each row
   */
  public void sample(
      NetworkInput input, boolean @Nullable [] masks, SampledRows rows, RandomGenerator[] randoms) {
    int count = input.count;
    checkMasks(masks, count);
    reserve(count);
    forward(input, policyOutputs, rows.values());
    int parameterCount = distribution.parameterCount();
    for (int i = 0; i < count; i++) {
      batch
          .of(
              policyOutputs,
              i * parameterCount,
              parameterCount,
              rows.actions(),
              i * distribution.actionSize(),
              1)
          .masked(masks, i * distribution.maskSize());
      distribution.sample(batch, randoms[i], math);
      rows.logProbs()[i] = batch.logProbs[0];
    }
  }

  /**
   * Writes the raw actions with nothing left to chance.
   *
   * @param input as for {@link #sample}
   * @param masks as for {@link #sample}
   * @param actions receives raw actions, [N,A]
   * @param values receives the values of the observations, [N]; left alone without a critic
   */
  public void mode(
      NetworkInput input, boolean @Nullable [] masks, float[] actions, float[] values) {
    int count = input.count;
    checkMasks(masks, count);
    reserve(count);
    forward(input, policyOutputs, values);
    batch.of(policyOutputs, 0, distribution.parameterCount(), actions, 0, count).masked(masks, 0);
    distribution.mode(batch);
  }

  /**
   * Runs forward; the input's states become those after this step.
   *
   * @param outputs receives the parameters of the distributions, [N,P]
   * @param values receives the values of the observations, [N]; left alone without a critic
   */
  public void forward(NetworkInput input, float[] outputs, float[] values) {
    actor.forward(input, outputs, values, true);
    if (critic != actor) {
      critic.forward(input, outputs, values, true);
    }
  }

  private void checkMasks(boolean @Nullable [] masks, int count) {
    if (description.actionMasks() && masks == null) {
      throw new IllegalArgumentException(
          "this policy acts with action masks; give "
              + count
              + " of "
              + distribution.maskSize()
              + " flags, true where a choice is allowed");
    }
    if (!description.actionMasks() && masks != null) {
      throw new IllegalArgumentException(
          "this policy was made for an environment without action masks; give none");
    }
    if (masks != null && masks.length < count * distribution.maskSize()) {
      throw new IllegalArgumentException(
          masks.length
              + " mask flags for "
              + count
              + " observations; give "
              + count * distribution.maskSize());
    }
  }

  /**
   * The values of normalised observations, [N]; without a critic they are left alone. States stay
   * as they are.
   */
  public void values(NetworkInput input, float[] values) {
    if (description.network().hasCritic()) {
      critic.forward(input, NONE, values, false);
    }
  }

  /** Turns raw actions into those of the action space, [N,A] both. */
  public void map(float[] raw, int rawOffset, float[] actions, int actionOffset, int count) {
    Space space = description.actionSpace();
    ActionMapping mapping = description.actionMapping();
    int size = distribution.actionSize();
    for (int i = 0; i < count; i++) {
      mapping.apply(space, raw, rawOffset + i * size, actions, actionOffset + i * size);
    }
  }

  private void reserve(int count) {
    if (count > capacity) {
      capacity = count;
      policyOutputs = new float[count * distribution.parameterCount()];
      values = new float[count];
      batch = new DistributionBatch(distribution, count);
    }
  }
}
