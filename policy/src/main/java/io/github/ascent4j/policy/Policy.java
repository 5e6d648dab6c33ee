package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.ParameterLayout;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.space.Discrete;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
 * environment gave it: normalisation is part of the agent. An action is one of the action space,
 * ready for the environment. An agent of an environment with action masks is given the mask with
 * every observation, and never takes an action that it forbids. The same observation gives the same
 * bits on every machine, and the bits of training.
 *
 * <p>An instance is for one thread at a time; give each thread its own {@link #copy}, which costs a
 * few small arrays since the weights are shared.
 */
public final class Policy {
  // Never changed, and so shared by copies.
  private final AgentDescription description;
  private final Map<String, String> provenance;
  private final @Nullable ObservationNormalizer normalizer;
  private final FeedForward trunk;
  private final FeedForward actor;
  private final @Nullable FeedForward critic;
  private final float[] logStd;

  // Working arrays, one set for each instance.
  private final float[] input;
  private final float[][] trunkBuffers;
  private final float[][] actorBuffers;
  private final float[][] criticBuffers;
  private final Distribution distribution;
  private final DistributionBatch batch;
  private final float[] parameters;
  private final float[] rawAction;
  private final @Nullable ActivationFunction meanActivation;
  private final @Nullable FeatureExploration exploration;
  private final float sharpness;

  /** Takes a copy of what {@code agent} holds. */
  public Policy(SavedAgent agent) {
    this(agent, ParameterLayout.of(agent.description().network()), agent.parameters());
  }

  private Policy(SavedAgent agent, ParameterLayout layout, float[] values) {
    this(
        agent.description(),
        agent.provenance(),
        agent.normalizer(),
        trunk(agent.description().network(), layout, values),
        branch("actor", agent.description().network(), layout, values),
        agent.description().network().hasCritic()
            ? branch("critic", agent.description().network(), layout, values)
            : null,
        logStd(layout, values));
  }

  private Policy(
      AgentDescription description,
      Map<String, String> provenance,
      @Nullable ObservationNormalizer normalizer,
      FeedForward trunk,
      FeedForward actor,
      @Nullable FeedForward critic,
      float[] logStd) {
    this.description = description;
    this.provenance = provenance;
    this.normalizer = normalizer;
    this.trunk = trunk;
    this.actor = actor;
    this.critic = critic;
    this.logStd = logStd;
    input = new float[description.network().inputs()];
    trunkBuffers = trunk.buffers();
    actorBuffers = actor.buffers();
    criticBuffers = critic == null ? new float[0][] : critic.buffers();
    distribution = description.distribution();
    batch = new DistributionBatch(distribution, 1);
    parameters = new float[distribution.parameterCount()];
    rawAction = new float[distribution.actionSize()];
    meanActivation =
        description.network().head() instanceof PolicyHead.Gaussian gaussian
            ? gaussian.meanActivation()
            : null;
    sharpness = 1 / description.network().head().temperature();
    LogStd.Exploration described = description.network().head().exploration();
    exploration =
        described == null ? null : new FeatureExploration(described, logStd, rawAction.length);
    if (exploration == null) {
      // The free log standard deviation follows what the actor yields, and never changes.
      System.arraycopy(logStd, 0, parameters, parameters.length - logStd.length, logStd.length);
    }
  }

  private static FeedForward trunk(ActorCritic network, ParameterLayout layout, float[] values) {
    return new FeedForward("trunk", network.inputs(), network.trunk(), layout, values);
  }

  private static FeedForward branch(
      String name, ActorCritic network, ParameterLayout layout, float[] values) {
    int features = ActorCritic.outputs(network.featureShape(), network.trunk());
    List<Layer> layers = name.equals("actor") ? network.actorLayers() : network.criticLayers();
    return new FeedForward(name, features, layers, layout, values);
  }

  /** All of them, which follow one another: a joint head may have several. */
  private static float[] logStd(ParameterLayout layout, float[] values) {
    float[] logStd = {};
    for (ParameterLayout.Parameter p : layout.parameters()) {
      if (p.name().startsWith("log_std")) {
        int size = logStd.length;
        logStd = Arrays.copyOf(logStd, size + p.size());
        System.arraycopy(values, p.offset(), logStd, size, p.size());
      }
    }
    return logStd;
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

  /** A policy for another thread; it shares the weights of this one. */
  public Policy copy() {
    return new Policy(description, provenance, normalizer, trunk, actor, critic, logStd);
  }

  /** Spaces, network and action mapping. */
  public AgentDescription description() {
    return description;
  }

  /** Where the agent comes from: algorithm, environment, seed, steps, version. */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * The action with nothing left to chance: the most probable one, for a Beta distribution the
   * mean.
   *
   * @throws IllegalArgumentException if the observation has another length or a value that is not
   *     finite
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
    decide(observation, null, action);
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
    decide(observation, mask, action);
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
    exploration.noise().redraw(random);
  }

  /** An action drawn from the policy, written into {@code action}; allocates nothing. */
  public void sample(float[] observation, RandomGenerator random, float[] action) {
    checkMask(null);
    draw(observation, null, random, action);
  }

  /** An action drawn among those that {@code mask} allows; allocates nothing. */
  public void sample(float[] observation, boolean[] mask, RandomGenerator random, float[] action) {
    checkMask(mask);
    draw(observation, mask, random, action);
  }

  /**
   * The critic's estimate of the return from here on; allocates nothing.
   *
   * @throws IllegalStateException if this agent has no critic
   */
  public float value(float[] observation) {
    if (critic == null) {
      throw new IllegalStateException("this agent has no critic, which would give values");
    }
    float value = critic.run(features(observation), criticBuffers)[0];
    checkOutput("value", value);
    return value;
  }

  private void decide(float[] observation, boolean @Nullable [] mask, float[] action) {
    runActor(observation, action);
    distribution.mode(parameters, 0, mask, 0, rawAction, 0);
    map(action);
  }

  private void draw(
      float[] observation, boolean @Nullable [] mask, RandomGenerator random, float[] action) {
    runActor(observation, action);
    batch.of(parameters, 0, parameters.length, rawAction, 0, 1).masked(mask, 0);
    batch.exploring(exploration == null ? null : exploration.noise(), 0);
    distribution.sample(batch, random, ArrayMath.SCALAR);
    map(action);
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

  private void runActor(float[] observation, float[] action) {
    if (action.length != rawAction.length) {
      throw new IllegalArgumentException(
          "an array of "
              + action.length
              + " for actions of "
              + rawAction.length
              + " in "
              + description.actionSpace());
    }
    float[] features = features(observation);
    float[] outputs = actor.run(features, actorBuffers);
    for (int i = 0; i < outputs.length; i++) {
      parameters[i] = outputs[i] * sharpness;
      checkOutput("policy output", parameters[i]);
    }
    if (meanActivation != null) {
      for (int i = 0; i < rawAction.length; i++) {
        parameters[i] = meanActivation.apply(parameters[i]);
      }
    }
    if (exploration != null) {
      exploration.complete(FeedForward.lastInput(features, actorBuffers), parameters);
    }
  }

  private float[] features(float[] observation) {
    if (observation.length != input.length) {
      throw new IllegalArgumentException(
          "an observation of "
              + observation.length
              + " values; "
              + description.observationSpace()
              + " has "
              + input.length);
    }
    for (int i = 0; i < input.length; i++) {
      float value = observation[i];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "observation[" + i + "] is " + value + "; every value must be finite");
      }
      input[i] = value;
    }
    if (normalizer != null) {
      normalizer.normalize(input, 0, 1);
    }
    return trunk.run(input, trunkBuffers);
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

  private void map(float[] action) {
    description.actionMapping().apply(description.actionSpace(), rawAction, 0, action, 0);
  }
}
