package io.github.ascent4j.environment;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the last observations of an environment together, oldest first, so that what a single one
 * hides (a speed, say) can be seen without a memory. Numbers [O] become [n O], images [C, H, W]
 * become [n C, H, W] and grey ones [H, W] become [n, H, W]. A new episode shows nothing of the one
 * before.
 *
 * <p>Mnih et al. 2015, "Human-level control through deep reinforcement learning", stack 4 frames.
 */
public final class FrameStack implements Environment {
  /** What stands for observations before an episode's first. */
  public enum Start {
    /** Zeros, which the bounds are widened for. */
    ZEROS,
    /** The first observation, repeated. */
    FIRST
  }

  private final Environment environment;
  private final int frames;
  private final Start start;
  private final Box space;
  private final float[] newest;

  /** The last observations, oldest first. */
  private final float[] stack;

  /**
   * @param environment its observations are a {@link Box}; closed with this
   * @param frames n, how many observations are shown
   */
  public FrameStack(Environment environment, int frames, Start start) {
    if (frames < 1) {
      throw new IllegalArgumentException("frames " + frames + " must be at least 1");
    }
    if (!(environment.observationSpace() instanceof Box box)) {
      throw new IllegalArgumentException(
          environment.name()
              + " has observations "
              + environment.observationSpace()
              + "; only those of a Box can be stacked");
    }
    this.environment = environment;
    this.frames = frames;
    this.start = start;
    space = stacked(box, frames, start);
    newest = new float[box.flatSize()];
    stack = new float[space.flatSize()];
  }

  /** What is stacked. */
  Environment environment() {
    return environment;
  }

  private static Box stacked(Box one, int frames, Start start) {
    int size = one.flatSize();
    float[] low = new float[Math.multiplyExact(frames, size)];
    float[] high = new float[low.length];
    for (int i = 0; i < low.length; i++) {
      low[i] = one.low(i % size);
      high[i] = one.high(i % size);
      if (start == Start.ZEROS && i < low.length - size) {
        low[i] = Math.min(low[i], 0);
        high[i] = Math.max(high[i], 0);
      }
    }
    return Box.of(shape(one.shape(), frames), one.dtype(), low, high);
  }

  private static List<Integer> shape(List<Integer> one, int frames) {
    List<Integer> shape = new ArrayList<>(one);
    // A single number and a grey image have no dimension that frames could go on along.
    if (one.isEmpty() || one.size() == 2) {
      shape.add(0, frames);
    } else {
      shape.set(0, frames * one.get(0));
    }
    return shape;
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  public Space actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public void reset(long seed, float[] observation) {
    environment.reset(seed, newest);
    for (int i = 0; i < stack.length; i++) {
      boolean isNewest = i >= stack.length - newest.length;
      stack[i] = isNewest || start == Start.FIRST ? newest[i % newest.length] : 0;
    }
    System.arraycopy(stack, 0, observation, 0, stack.length);
  }

  @Override
  public Outcome step(float[] action, float[] observation) {
    Outcome outcome = environment.step(action, newest);
    int older = (frames - 1) * newest.length;
    System.arraycopy(stack, newest.length, stack, 0, older);
    System.arraycopy(newest, 0, stack, older, newest.length);
    System.arraycopy(stack, 0, observation, 0, stack.length);
    return outcome;
  }

  @Override
  public boolean masksActions() {
    return environment.masksActions();
  }

  @Override
  public void actionMask(boolean[] mask) {
    environment.actionMask(mask);
  }

  @Override
  public List<String> infoNames() {
    return environment.infoNames();
  }

  @Override
  public void info(double[] values) {
    environment.info(values);
  }

  @Override
  public int timeLimit() {
    return environment.timeLimit();
  }

  @Override
  public Optional<Scene> scene() {
    return environment.scene();
  }

  @Override
  public String name() {
    return environment.name();
  }

  @Override
  public void close() {
    environment.close();
  }
}
