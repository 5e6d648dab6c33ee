package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows the last observations of an environment together, oldest first, so that what a single one
 * hides (a speed, say) can be seen without a memory. Numbers [O] become [n O], images [C, H, W]
 * become [n C, H, W] and grey ones [H, W] become [n, H, W]. A new episode shows nothing of the one
 * before.
 *
 * <p>Mnih et al. 2015, "Human-level control through deep reinforcement learning", stack 4 frames.
 */
public final class FrameStack extends ObservationWrapper {
  /** More frames are refused. */
  public static final int MOST_FRAMES = 1000;

  private static final int MOST_NUMBERS = 1 << 24;

  /** What stands for observations before an episode's first. */
  public enum Start {
    /** Zeros, which the bounds are widened for. */
    ZEROS,
    /** The first observation, repeated. */
    FIRST
  }

  private final int frames;
  private final Start start;
  private final String label;

  /** Numbers and bytes of one observation. */
  private final int numbers;

  private final int bytes;

  /** The last observations of each copy, oldest first: [B,n,F] and [B,n,U]. */
  private final float[] numberStack;

  private final byte[] imageStack;

  /** Stacks frames as Gymnasium does: the first one of an episode stands for those before it. */
  public FrameStack(VectorEnvironment environment, int frames) {
    this(environment, frames, Start.FIRST);
  }

  /**
   * @param environment its observations are a {@link Box}; closed with this
   * @param frames n, how many observations are shown
   * @throws IllegalArgumentException if it has other observations
   */
  public FrameStack(VectorEnvironment environment, int frames, Start start) {
    super(environment, stacked(environment, frames, start));
    this.frames = frames;
    this.start = start;
    label = "stack of " + frames + " frames, before the first " + start;
    numbers = inner.numbers();
    bytes = inner.bytes();
    numberStack = new float[environment.copies() * outer.numbers()];
    imageStack = new byte[environment.copies() * outer.bytes()];
  }

  private static Box stacked(VectorEnvironment environment, int frames, Start start) {
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new IllegalArgumentException("frames " + frames + " must be from 1 to " + MOST_FRAMES);
    }
    if (!(environment.observationSpace() instanceof Box one)) {
      throw new IllegalArgumentException(
          environment.name()
              + " has observations "
              + environment.observationSpace()
              + "; only those of a Box can be stacked, so flatten them first");
    }
    int size = one.flatSize();
    if ((long) frames * size > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          frames
              + " frames of "
              + size
              + " numbers are more than an observation of "
              + MOST_NUMBERS
              + " can hold; stack fewer");
    }
    float[] low = new float[frames * size];
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
  void showFirst(int copy, StepBatch out) {
    int number = copy * frames * numbers;
    int image = copy * frames * bytes;
    for (int n = 0; n < frames; n++) {
      if (start == Start.FIRST || n == frames - 1) {
        put(seen.observations, seen.images, copy, n);
      } else {
        Arrays.fill(numberStack, number, number + numbers, 0);
        Arrays.fill(imageStack, image, image + bytes, (byte) 0);
      }
      number += numbers;
      image += bytes;
    }
    show(copy, out.observations, out.images);
  }

  @Override
  void showNext(int copy, StepBatch out) {
    push(seen.observations, seen.images, copy);
    show(copy, out.observations, out.images);
  }

  @Override
  void showLast(int copy, StepBatch out) {
    push(seen.finalObservations, seen.finalImages, copy);
    show(copy, out.finalObservations, out.finalImages);
  }

  /** Forgets the oldest frame and takes the copy's row as the newest one. */
  private void push(float[] observations, byte[] images, int copy) {
    int number = copy * frames * numbers;
    int older = (frames - 1) * numbers;
    System.arraycopy(numberStack, number + numbers, numberStack, number, older);
    int image = copy * frames * bytes;
    int olderBytes = (frames - 1) * bytes;
    System.arraycopy(imageStack, image + bytes, imageStack, image, olderBytes);
    put(observations, images, copy, frames - 1);
  }

  /** Takes the copy's row as its frame {@code n}. */
  private void put(float[] observations, byte[] images, int copy, int n) {
    int frame = copy * frames + n;
    System.arraycopy(observations, copy * numbers, numberStack, frame * numbers, numbers);
    System.arraycopy(images, copy * bytes, imageStack, frame * bytes, bytes);
  }

  private void show(int copy, float[] observations, byte[] images) {
    int number = copy * frames * numbers;
    int image = copy * frames * bytes;
    System.arraycopy(numberStack, number, observations, number, frames * numbers);
    System.arraycopy(imageStack, image, images, image, frames * bytes);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    WrapperState.write(label, out);
    for (float number : numberStack) {
      out.writeFloat(number);
    }
    out.write(imageStack);
    super.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    WrapperState.check(label, in);
    for (int i = 0; i < numberStack.length; i++) {
      numberStack[i] = in.readFloat();
    }
    in.readFully(imageStack);
    super.restore(in);
  }
}
