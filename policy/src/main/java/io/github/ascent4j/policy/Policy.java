package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.inference.InferenceNetwork;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Discrete;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A trained agent, ready to act.
 *
 * <pre>{@code
 * Policy policy = Policy.load(Path.of("policy.safetensors"));
 * float[] action = policy.act(observation);
 * }</pre>
 *
 * <p>An observation is a flat array as the agent's observation space lays it out, as the
 * environment gave it: normalisation is part of the agent, and values of images are whole numbers
 * from 0 to 255. Who has images as bytes gives numbers and bytes apart. An action is one of the
 * action space, ready for the environment. An agent of an environment with action masks is given
 * the mask with every observation, and never takes an action that it forbids. The same observation
 * gives the same bits on every machine, and the bits of training.
 *
 * <p>A {@link #recurrent} agent also goes by the steps before. Every action takes it one step on;
 * where an episode starts it is {@link #reset}, and if its network reads rewards it is told each
 * one:
 *
 * <pre>{@code
 * policy.reset();
 * while (episode.runs()) {
 *   policy.act(episode.observation(), action);
 *   policy.reward(episode.step(action));
 * }
 * }</pre>
 *
 * <p>An instance is for one thread and one episode at a time; give each thread its own {@link
 * #copy}, which costs a few small arrays since the weights are shared. One instance serves several
 * episodes in turn by {@link #state} and {@link #setState}.
 */
public final class Policy {
  // Never changed, and so shared by copies.
  private final AgentDescription description;
  private final Map<String, String> provenance;
  private final @Nullable ObservationNormalizer normalizer;
  private final InferenceNetwork network;

  /** Deviations of an exploration by features, [F,A]; empty without. */
  private final float[] explorationStds;

  // Working arrays, one set for each instance.
  private final InferenceNetwork.Workspace workspace;
  private final ObservationReader reader;
  private final EpisodeMemory memory;
  private final Distribution distribution;
  private final DistributionBatch batch;
  private final float[] rawAction;
  private final @Nullable ExplorationNoise exploration;

  /** Takes a copy of what {@code agent} holds. */
  public Policy(SavedAgent agent) {
    this(agent, Program.of(agent.description().network()), agent.parameters());
  }

  private Policy(SavedAgent agent, Program program, float[] parameters) {
    this(
        agent.description(),
        agent.provenance(),
        agent.normalizer(),
        new InferenceNetwork(program, parameters),
        program.exploration().map(e -> e.stds(parameters)).orElse(new float[0]));
  }

  private Policy(
      AgentDescription description,
      Map<String, String> provenance,
      @Nullable ObservationNormalizer normalizer,
      InferenceNetwork network,
      float[] explorationStds) {
    this.description = description;
    this.provenance = provenance;
    this.normalizer = normalizer;
    this.network = network;
    this.explorationStds = explorationStds;
    workspace = network.workspace();
    reader = new ObservationReader(description);
    memory = new EpisodeMemory(network.program(), description.actionSpace(), workspace);
    distribution = description.distribution();
    batch = new DistributionBatch(distribution, 1);
    rawAction = new float[distribution.actionSize()];
    exploration = explorationStds.length == 0 ? null : noise(explorationStds, rawAction.length);
  }

  /** Noise of one's own that is held until it is asked to draw anew. */
  private static ExplorationNoise noise(float[] stds, int dimensions) {
    ExplorationNoise noise = new ExplorationNoise(1, stds.length / dimensions, dimensions, 0);
    noise.start(stds);
    return noise;
  }

  /** Loads a policy file. */
  public static Policy load(Path path) throws IOException {
    return new Policy(PolicyFile.load(path));
  }

  /**
   * Loads a policy from a stream, such as a resource of the class path. The stream is read to its
   * end and stays open.
   *
   * @param source name of what is read, for messages
   */
  public static Policy load(InputStream in, String source) throws IOException {
    return new Policy(PolicyFile.load(in, source));
  }

  /**
   * A policy for another thread or episode, which begins at the start of one; it shares the weights
   * of this one.
   */
  public Policy copy() {
    return new Policy(description, provenance, normalizer, network, explorationStds);
  }

  /** Spaces, network and action mapping. */
  public AgentDescription description() {
    return description;
  }

  /** Where the agent comes from: algorithm, environment, seed, steps, version. */
  public Map<String, String> provenance() {
    return provenance;
  }

  /** Whether what it does depends on the steps before as well as on the observation. */
  public boolean recurrent() {
    return memory.size() > 0;
  }

  /**
   * Starts an episode: nothing is remembered, and there is no action and no reward before, which
   * count as zeros. So starts a new policy too; one that is not {@link #recurrent} needs no reset.
   */
  public void reset() {
    memory.reset();
  }

  /**
   * Tells the reward that the last action earned, as the agent was trained with: not scaled or
   * clipped unless the environment did so. An agent whose network reads it needs it after every
   * action and refuses to act without; every other agent does not mind.
   */
  public void reward(float reward) {
    memory.earned(reward);
  }

  /**
   * A copy of what this policy remembers of its episode, to go on with later by {@link #setState}:
   * the network's state, the last action as the network reads it, and its reward, which is NaN
   * while it is not told. Empty for a policy that is not {@link #recurrent}.
   */
  public float[] state() {
    return memory.copy();
  }

  /**
   * Goes on where {@link #state} was taken, from this policy or another one of the same agent.
   *
   * @throws IllegalArgumentException if it has another length or a value that no state has
   */
  public void setState(float[] state) {
    memory.restore(state);
  }

  /**
   * The action with nothing left to chance: the most probable one, for a Beta distribution the
   * mean.
   *
   * @throws IllegalArgumentException if the observation has another length, a value that is not
   *     finite or an index that is no category
   * @throws IllegalStateException if this agent acts with action masks
   */
  public float[] act(float[] observation) {
    float[] action = new float[rawAction.length];
    act(observation, action);
    return action;
  }

  /** {@link #act(float[])}, written into {@code action}; allocates nothing. */
  public void act(float[] observation, float[] action) {
    checkMask(null);
    observe(observation);
    decide(null, action);
  }

  /**
   * {@link #act(float[])} among the actions that {@code mask} allows: a flag for each choice, those
   * of the first component first; two for each bit of a MultiBinary space, whether it may be 0 and
   * whether it may be 1.
   *
   * @throws IllegalArgumentException if the mask has another length or allows no action
   * @throws IllegalStateException if this agent acts without action masks
   */
  public float[] act(float[] observation, boolean[] mask) {
    float[] action = new float[rawAction.length];
    act(observation, mask, action);
    return action;
  }

  /** {@link #act(float[], boolean[])}, written into {@code action}; allocates nothing. */
  public void act(float[] observation, boolean[] mask, float[] action) {
    checkMask(mask);
    observe(observation);
    decide(mask, action);
  }

  /**
   * {@link #act(float[], boolean[])} for an observation that is taken apart; allocates nothing.
   *
   * @param numbers all components but those of images, in the order of the observation space
   * @param images all components of images, each an unsigned byte, in the order of the space
   * @param mask null for an agent without action masks
   */
  public void act(float[] numbers, byte[] images, boolean @Nullable [] mask, float[] action) {
    checkMask(mask);
    observe(numbers, images);
    decide(mask, action);
  }

  /**
   * The most probable choice of an agent whose action space is {@link Discrete}; allocates nothing.
   */
  public int choose(float[] observation) {
    checkChooses();
    act(observation, rawAction);
    return (int) rawAction[0];
  }

  /** {@link #choose(float[])} among the choices that {@code mask} allows; allocates nothing. */
  public int choose(float[] observation, boolean[] mask) {
    checkChooses();
    act(observation, mask, rawAction);
    return (int) rawAction[0];
  }

  private void checkChooses() {
    if (!(description.actionSpace() instanceof Discrete)) {
      throw new IllegalStateException(
          "choose is for a Discrete action space, but this agent's is "
              + description.actionSpace()
              + "; use act");
    }
  }

  /**
   * Draws the noise of an agent that explores by its features anew. It is drawn with the first
   * action that is sampled, and then held for all that follow until it is drawn here.
   *
   * @throws IllegalStateException if this agent draws the noise of every action by itself
   */
  public void redrawExploration(RandomGenerator random) {
    if (exploration == null) {
      throw new IllegalStateException(
          "this agent draws the noise of every action by itself, and holds none to draw anew");
    }
    exploration.redraw(random);
  }

  /** An action drawn from the policy, written into {@code action}; allocates nothing. */
  public void sample(float[] observation, RandomGenerator random, float[] action) {
    checkMask(null);
    observe(observation);
    draw(null, random, action);
  }

  /** An action drawn among those that {@code mask} allows; allocates nothing. */
  public void sample(float[] observation, boolean[] mask, RandomGenerator random, float[] action) {
    checkMask(mask);
    observe(observation);
    draw(mask, random, action);
  }

  /**
   * An action drawn for an observation that is taken apart, as {@link #act(float[], byte[],
   * boolean[], float[])} takes it; allocates nothing.
   */
  public void sample(
      float[] numbers,
      byte[] images,
      boolean @Nullable [] mask,
      RandomGenerator random,
      float[] action) {
    checkMask(mask);
    observe(numbers, images);
    draw(mask, random, action);
  }

  /**
   * The critic's estimate of the return from here on. It takes a recurrent agent no step on, so
   * that acting on the same observation may follow. Allocates nothing.
   *
   * @throws IllegalStateException if this agent has no critic
   */
  public float value(float[] observation) {
    checkCritic();
    observe(observation);
    return value();
  }

  /**
   * {@link #value(float[])} of an observation that is taken apart, as {@link #act(float[], byte[],
   * boolean[], float[])} takes it; allocates nothing.
   */
  public float value(float[] numbers, byte[] images) {
    checkCritic();
    observe(numbers, images);
    return value();
  }

  private void checkCritic() {
    if (!description.network().hasCritic()) {
      throw new IllegalStateException("this agent has no critic, which would give values");
    }
  }

  private float value() {
    float value = workspace.value();
    checkOutput("value", value);
    return value;
  }

  private void observe(float[] observation) {
    reader.read(observation, workspace.numbers, workspace.images);
    prepare();
  }

  private void observe(float[] numbers, byte[] images) {
    reader.read(numbers, images, workspace.numbers, workspace.images);
    prepare();
  }

  private void prepare() {
    if (normalizer != null) {
      normalizer.normalize(workspace.numbers, 0, 1, workspace.numbers.length);
    }
    memory.fill();
  }

  private void decide(boolean @Nullable [] mask, float[] action) {
    float[] parameters = runActor(action);
    batch.of(parameters, 0, parameters.length, rawAction, 0, 1).masked(mask, 0);
    distribution.mode(batch);
    finish(action);
  }

  private void draw(boolean @Nullable [] mask, RandomGenerator random, float[] action) {
    float[] parameters = runActor(action);
    batch.of(parameters, 0, parameters.length, rawAction, 0, 1).masked(mask, 0);
    batch.exploring(exploration, 0);
    distribution.sample(batch, random, ArrayMath.SCALAR);
    finish(action);
  }

  private void checkMask(boolean @Nullable [] mask) {
    if (description.actionMasks() && mask == null) {
      throw new IllegalStateException(
          "this agent acts with action masks; give one of "
              + distribution.maskSize()
              + " flags with the observation, true where a choice is allowed");
    }
    if (!description.actionMasks() && mask != null) {
      throw new IllegalStateException(
          "this agent was made for an environment without action masks; give none");
    }
    if (mask != null && mask.length != distribution.maskSize()) {
      throw new IllegalArgumentException(
          "a mask of "
              + mask.length
              + " flags for actions of "
              + description.actionSpace()
              + "; give "
              + distribution.maskSize());
    }
  }

  /** The parameters of the distribution, for an action to be written into an array. */
  private float[] runActor(float[] action) {
    if (action.length != rawAction.length) {
      throw new IllegalArgumentException(
          "an array of "
              + action.length
              + " for actions of "
              + rawAction.length
              + " in "
              + description.actionSpace());
    }
    float[] parameters = workspace.policy();
    float[] linear = workspace.linear();
    checkOutputs(linear, linear.length);
    if (network.hasTail()) {
      // Besides, since a function of the mean may make a finite number of an infinite one.
      checkOutputs(parameters, linear.length);
    }
    return parameters;
  }

  private static void checkOutputs(float[] outputs, int count) {
    for (int i = 0; i < count; i++) {
      checkOutput("policy output", outputs[i]);
    }
  }

  /** Finite weights and inputs can still overflow. */
  private static void checkOutput(String name, float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " for this observation is "
              + value
              + "; are its values in the units the agent was trained with?");
    }
  }

  private void finish(float[] action) {
    description.actionMapping().apply(description.actionSpace(), rawAction, 0, action, 0);
    memory.acted(action);
  }
}
