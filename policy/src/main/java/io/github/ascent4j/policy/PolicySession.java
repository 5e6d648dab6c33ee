package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.ExplorationNoise;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One episode of a {@link Policy}: what is remembered of the steps before, and the noise of an
 * agent that explores by its features. Made by {@link Policy#session}, at the start of an episode;
 * small, since weights and working arrays are the policy's.
 *
 * <p>Every action takes it one step on. Where the next episode starts it is {@link #reset}, and if
 * its network reads rewards it is told each one:
 *
 * <pre>{@code
 * PolicySession session = policy.session();
 * while (episode.runs()) {
 *   session.act(episode.observation(), action);
 *   session.reward(episode.step(action));
 * }
 * }</pre>
 *
 * <p>One session serves several episodes in turn by {@link #state} and {@link #setState}.
 *
 * <p>Thread safety: for one thread at a time. It may go from one to another, as between the
 * requests of a service; but a call while another one runs is refused by an {@link
 * IllegalStateException}, and leaves the other's numbers as they are.
 */
public final class PolicySession extends Actor {
  private final Policy policy;
  private final EpisodeMemory memory;
  private final @Nullable ExplorationNoise noise;

  /** Who is inside a call; its exchange also hands the arrays from thread to thread. */
  private final AtomicReference<@Nullable Thread> caller = new AtomicReference<>();

  PolicySession(Policy policy) {
    this.policy = policy;
    memory = policy.memory();
    noise = policy.noise();
  }

  @Override
  Policy policy() {
    return policy;
  }

  @Override
  PolicyWorkspace enter(boolean draws) {
    // In this order, so that nothing that fails leaves the session entered; a workspace may be
    // lost.
    PolicyWorkspace workspace = policy.workspaces.borrow();
    enter();
    workspace.serve(memory, noise);
    return workspace;
  }

  @Override
  void leave(PolicyWorkspace workspace) {
    workspace.release();
    policy.workspaces.giveBack(workspace);
    leave();
  }

  private void enter() {
    Thread now = Thread.currentThread();
    Thread other = caller.compareAndExchange(null, now);
    if (other != null) {
      throw new IllegalStateException(
          other == now
              ? "this session is asked from inside a call of its own, by the generator it draws"
                  + " from"
              : "this session is used by thread \""
                  + other.getName()
                  + "\" while thread \""
                  + now.getName()
                  + "\" asks it; a session is one episode: give each its own, policy.session()");
    }
  }

  private void leave() {
    caller.set(null);
  }

  /**
   * Starts an episode: nothing is remembered, and there is no action and no reward before, which
   * count as zeros. So starts a new session too. Noise is held on.
   */
  public void reset() {
    enter();
    memory.reset();
    leave();
  }

  /**
   * Tells the reward that the last action earned, as the agent was trained with: not scaled or
   * clipped unless the environment did so. An agent whose network reads it needs it after every
   * action and refuses to act without; every other agent does not mind.
   */
  public void reward(float reward) {
    enter();
    try {
      memory.earned(reward);
    } finally {
      leave();
    }
  }

  /**
   * A copy of what is remembered of the episode, to go on with later by {@link #setState}: the
   * network's state, the last action as the network reads it, and its reward, which is NaN while it
   * is not told. Empty for an agent that is not {@link Policy#recurrent}.
   */
  public float[] state() {
    enter();
    try {
      return memory.copy();
    } finally {
      leave();
    }
  }

  /**
   * Goes on where {@link #state} was taken, from this session or another one of the same agent.
   *
   * @throws IllegalArgumentException if it has another length or a value that no state has
   */
  public void setState(float[] state) {
    enter();
    try {
      memory.restore(state);
    } finally {
      leave();
    }
  }

  /**
   * Draws the noise of an agent that explores by its features anew. It is drawn with the first
   * action that is sampled, and then held for all that follow until it is drawn here.
   *
   * @throws IllegalStateException if this agent draws the noise of every action by itself
   */
  public void redrawExploration(RandomGenerator random) {
    if (noise == null) {
      throw new IllegalStateException(
          "this agent draws the noise of every action by itself, and holds none to draw anew");
    }
    enter();
    try {
      noise.redraw(random);
    } finally {
      leave();
    }
  }
}
