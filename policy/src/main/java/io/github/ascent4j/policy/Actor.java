package io.github.ascent4j.policy;

import io.github.ascent4j.policy.space.Discrete;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Acts on one observation at a time: a {@link Policy}, which all threads share, or a {@link
 * PolicySession}, which is one episode.
 *
 * <p>An observation is a flat array as the agent's observation space lays it out, as the
 * environment gave it: normalisation is part of the agent, and values of images are whole numbers
 * from 0 to 255. Who has images as bytes gives numbers and bytes apart: {@code numbers} are all
 * components but those of images, {@code images} all components of images, each an unsigned byte,
 * both in the order of the space. An action is one of the action space, ready for the environment.
 * An agent of an environment with action masks is given the mask with every observation, and never
 * takes an action that it forbids: a flag for each choice, those of the first component first; two
 * for each bit of a MultiBinary space, whether it may be 0 and whether it may be 1. The same
 * observation gives the same bits on every machine, and the bits of training.
 *
 * <p>Every method throws {@link IllegalArgumentException} if an array has another length, or a
 * value that is not finite or none of its space, or if a mask allows nothing; and {@link
 * IllegalStateException} if a mask is given to an agent that acts without, or not given to one that
 * acts with them. Methods that are given an array for what they find allocate nothing.
 */
public abstract sealed class Actor permits Policy, PolicySession {
  Actor() {}

  /** Whose weights these are. */
  abstract Policy policy();

  /**
   * Arrays for one call, nobody else's until {@link #leave}.
   *
   * @param draws whether the call draws an action
   */
  abstract PolicyWorkspace enter(boolean draws);

  abstract void leave(PolicyWorkspace workspace);

  /** Spaces, network and action mapping. */
  public final AgentDescription description() {
    return policy().description;
  }

  /**
   * The action with nothing left to chance: the most probable one, for a Beta distribution the
   * mean.
   */
  public final float[] act(float[] observation) {
    float[] action = new float[policy().distribution.actionSize()];
    act(observation, action);
    return action;
  }

  /** {@link #act(float[])}, written into {@code action}. */
  public final void act(float[] observation, float[] action) {
    decide(observation, null, action);
  }

  /** {@link #act(float[])} among the actions that {@code mask} allows. */
  public final float[] act(float[] observation, boolean[] mask) {
    float[] action = new float[policy().distribution.actionSize()];
    decide(observation, mask, action);
    return action;
  }

  /** {@link #act(float[], boolean[])}, written into {@code action}. */
  public final void act(float[] observation, boolean[] mask, float[] action) {
    decide(observation, mask, action);
  }

  private void decide(float[] observation, boolean @Nullable [] mask, float[] action) {
    policy().check(observation, mask, action);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(observation);
      workspace.act(mask, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * {@link #act(float[], boolean[], float[])} for an observation that is taken apart.
   *
   * @param mask null for an agent without action masks
   */
  public final void act(float[] numbers, byte[] images, boolean @Nullable [] mask, float[] action) {
    policy().check(numbers, images, mask, action);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(numbers, images);
      workspace.act(mask, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * The most probable choice of an agent whose action space is {@link Discrete}; allocates nothing.
   */
  public final int choose(float[] observation) {
    return choice(observation, null);
  }

  /** {@link #choose(float[])} among the choices that {@code mask} allows; allocates nothing. */
  public final int choose(float[] observation, boolean[] mask) {
    return choice(observation, mask);
  }

  private int choice(float[] observation, boolean @Nullable [] mask) {
    policy().checkChooses();
    policy().check(observation, mask);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(observation);
      workspace.act(mask, workspace.one);
      return (int) workspace.one[0];
    } finally {
      leave(workspace);
    }
  }

  /**
   * An action drawn from the policy, written into {@code action}.
   *
   * @param random used by nobody else during the call; {@code ThreadLocalRandom.current()} where
   *     nothing has to be repeated
   * @return its log-probability; see {@link #logProbability(float[], float[])}
   */
  public final float sample(float[] observation, RandomGenerator random, float[] action) {
    return draw(observation, null, random, action);
  }

  /** {@link #sample(float[], RandomGenerator, float[])} among those that {@code mask} allows. */
  public final float sample(
      float[] observation, boolean[] mask, RandomGenerator random, float[] action) {
    return draw(observation, mask, random, action);
  }

  private float draw(
      float[] observation, boolean @Nullable [] mask, RandomGenerator random, float[] action) {
    policy().check(observation, mask, action);
    PolicyWorkspace workspace = enter(true);
    try {
      workspace.observe(observation);
      return workspace.sample(mask, random, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * {@link #sample(float[], boolean[], RandomGenerator, float[])} for an observation that is taken
   * apart.
   *
   * @param mask null for an agent without action masks
   */
  public final float sample(
      float[] numbers,
      byte[] images,
      boolean @Nullable [] mask,
      RandomGenerator random,
      float[] action) {
    policy().check(numbers, images, mask, action);
    PolicyWorkspace workspace = enter(true);
    try {
      workspace.observe(numbers, images);
      return workspace.sample(mask, random, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * The probability of every choice of an agent that chooses, in the order of the flags of a mask:
   * those of a Discrete space; those of each component of a MultiDiscrete one, which sum up to 1
   * for each; of 0 and of 1 for each bit of a MultiBinary one; of a Tuple, those of all parts that
   * are not real numbers. It takes a session no step on.
   *
   * @throws IllegalStateException if all actions are real numbers, which have densities
   */
  public final float[] probabilities(float[] observation) {
    float[] probabilities = new float[policy().distribution.maskSize()];
    probabilities(observation, null, probabilities);
    return probabilities;
  }

  /**
   * {@link #probabilities(float[])} where {@code mask} allows some: of all others they are exactly
   * 0.
   */
  public final float[] probabilities(float[] observation, boolean[] mask) {
    float[] probabilities = new float[policy().distribution.maskSize()];
    probabilities(observation, mask, probabilities);
    return probabilities;
  }

  /**
   * {@link #probabilities(float[], boolean[])}, written into {@code probabilities}.
   *
   * @param mask null for an agent without action masks
   */
  public final void probabilities(
      float[] observation, boolean @Nullable [] mask, float[] probabilities) {
    policy().check(observation, mask);
    policy().checkProbabilities(probabilities);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(observation);
      workspace.probabilities(mask, probabilities);
    } finally {
      leave(workspace);
    }
  }

  /** {@link #probabilities(float[], boolean[], float[])} of an observation that is taken apart. */
  public final void probabilities(
      float[] numbers, byte[] images, boolean @Nullable [] mask, float[] probabilities) {
    policy().check(numbers, images, mask);
    policy().checkProbabilities(probabilities);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(numbers, images);
      workspace.probabilities(mask, probabilities);
    } finally {
      leave(workspace);
    }
  }

  /**
   * The log-probability of an action, for real numbers the logarithm of its density; negative
   * infinity if the mask forbids it. Allocates nothing. It takes a session no step on.
   *
   * <p>It is that of the raw action, which the {@link AgentDescription#actionMapping} takes to the
   * given one, and so the number that training calls by this name: a density is in the units of the
   * distribution. Of the raw actions that clipping takes to a bound, the one on the bound is taken.
   */
  public final float logProbability(float[] observation, float[] action) {
    return evaluate(observation, null, action);
  }

  /** {@link #logProbability(float[], float[])} where {@code mask} allows some. */
  public final float logProbability(float[] observation, boolean[] mask, float[] action) {
    return evaluate(observation, mask, action);
  }

  private float evaluate(float[] observation, boolean @Nullable [] mask, float[] action) {
    policy().check(observation, mask, action);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(observation);
      return workspace.logProbability(mask, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * {@link #logProbability(float[], boolean[], float[])} for an observation that is taken apart.
   *
   * @param mask null for an agent without action masks
   */
  public final float logProbability(
      float[] numbers, byte[] images, boolean @Nullable [] mask, float[] action) {
    policy().check(numbers, images, mask, action);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(numbers, images);
      return workspace.logProbability(mask, action);
    } finally {
      leave(workspace);
    }
  }

  /**
   * The critic's estimate of the return from here on. It takes a session no step on, so that acting
   * on the same observation may follow. Allocates nothing.
   *
   * @throws IllegalStateException if this agent has no critic
   */
  public final float value(float[] observation) {
    policy().checkCritic();
    policy().observations.checkLength(observation);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(observation);
      workspace.values(workspace.one);
      return workspace.one[0];
    } finally {
      leave(workspace);
    }
  }

  /** {@link #value(float[])} of an observation that is taken apart; allocates nothing. */
  public final float value(float[] numbers, byte[] images) {
    policy().checkCritic();
    policy().observations.checkLength(numbers, images);
    PolicyWorkspace workspace = enter(false);
    try {
      workspace.observe(numbers, images);
      workspace.values(workspace.one);
      return workspace.one[0];
    } finally {
      leave(workspace);
    }
  }
}
