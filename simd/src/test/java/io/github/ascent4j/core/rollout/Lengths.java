package io.github.ascent4j.core.rollout;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Episodes of given lengths, whose observations say where they are from: copy, episode since the
 * start and step, as in 1.0203 for step 3 of episode 2 of copy 1. Episodes are cut, in odd copies
 * they reach an end. Each step earns its number, from 1. Of three choices step t allows t mod 3 and
 * the next.
 */
final class Lengths implements VectorEnvironment {
  /** The seeds of all starts. */
  final List<Long> seeds = new ArrayList<>();

  private final int[][] lengths;
  private final boolean masks;
  private final int[] episodes;
  private final int[] steps;

  /**
   * @param lengths those of each copy, one after another and again from the first
   */
  Lengths(boolean masks, int[]... lengths) {
    this.lengths = lengths;
    this.masks = masks;
    episodes = new int[lengths.length];
    steps = new int[lengths.length];
  }

  static float observation(int copy, int episode, int step) {
    return copy + 0.01f * episode + 0.0001f * step;
  }

  @Override
  public String name() {
    return "Lengths";
  }

  @Override
  public int copies() {
    return lengths.length;
  }

  @Override
  public Space observationSpace() {
    return Box.uniform(-10, 10, 1);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(3);
  }

  @Override
  public int actionMaskSize() {
    return masks ? 3 : 0;
  }

  static boolean allowed(int step, int choice) {
    return choice == step % 3 || choice == (step + 1) % 3;
  }

  @Override
  public void reset(long seed, StepBatch out) {
    seeds.add(seed);
    for (int b = 0; b < copies(); b++) {
      episodes[b] = 0;
      steps[b] = 0;
      publish(b, out);
    }
  }

  @Override
  public void step(float[] actions, StepBatch out) {
    for (int b = 0; b < copies(); b++) {
      steps[b]++;
      out.rewards[b] = steps[b];
      boolean ended = steps[b] == lengths[b][episodes[b] % lengths[b].length];
      out.terminated[b] = ended && b % 2 == 1;
      out.truncated[b] = ended && b % 2 == 0;
      if (ended) {
        out.finalObservations[b] = observation(b, episodes[b], steps[b]);
        episodes[b]++;
        steps[b] = 0;
      }
      publish(b, out);
    }
  }

  private void publish(int b, StepBatch out) {
    out.observations[b] = observation(b, episodes[b], steps[b]);
    for (int k = 0; k < actionMaskSize(); k++) {
      out.actionMasks[3 * b + k] = allowed(steps[b], k);
    }
  }

  @Override
  public void save(DataOutput out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void restore(DataInput in) {
    throw new UnsupportedOperationException();
  }
}
