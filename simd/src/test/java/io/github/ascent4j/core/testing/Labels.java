package io.github.ascent4j.core.testing;

import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;

/**
 * Labels without an order, drawn anew at every step: each has one choice of four that earns 1, and
 * what a label is next to says nothing about it.
 */
public final class Labels extends TinyEnvironment {
  public static final int CHOICES = 4;
  public static final int LENGTH = 10;

  private final int labels;

  public Labels(int copies, int labels) {
    this(copies, labels, new Discrete(labels));
  }

  /** Labels as the only number of another space. */
  public Labels(int copies, int labels, Space observations) {
    super(copies, observations, new Discrete(CHOICES), 1, LENGTH);
    this.labels = labels;
  }

  /** The choice that earns 1. */
  public static int best(int label) {
    int mixed = (label + 1) * 0x9E3779B9;
    mixed = (mixed ^ mixed >>> 15) * 0x85EBCA6B;
    return mixed >>> 30;
  }

  @Override
  protected void begin(int copy, float[] states, int offset) {
    states[offset] = (int) (nextFloat(copy) * labels);
  }

  @Override
  protected double move(int copy, float[] states, int offset, float[] actions, int actionOffset) {
    double earned = actions[actionOffset] == best((int) states[offset]) ? 1 : 0;
    begin(copy, states, offset);
    return earned;
  }
}
