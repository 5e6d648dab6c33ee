package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.config.ConfigRecords;

/**
 * What an agent remembers of the steps before.
 *
 * {@snippet file="io/github/ascent4j/envs/example/TrainWithMemory.java" region="train"}
 *
 * @param lstmSize width of an LSTM in front of the hidden layers; 0 for an agent without memory
 * @param criticLstm whether the critic has an LSTM of its own, as in Stable-Baselines3 contrib;
 *     otherwise both share one
 * @param previousAction whether the LSTM also reads the action of the step before
 * @param previousReward whether it also reads the reward of the step before
 * @param sequenceSteps steps that are learnt from together and that gradients go back through, from
 *     a stored state; 0 for a whole rollout. The rollout's steps are a multiple of it
 */
public record MemoryConfig(
    int lstmSize,
    boolean criticLstm,
    boolean previousAction,
    boolean previousReward,
    int sequenceSteps) {
  /** No memory. */
  public static final MemoryConfig NONE = new MemoryConfig(0, false, false, false, 0);

  public MemoryConfig {
    if (lstmSize < 0 || lstmSize > 65536) {
      throw new IllegalArgumentException(
          "memory.lstmSize " + lstmSize + " must be from 1 to 65536, or 0 for no memory");
    }
    if (sequenceSteps < 0) {
      throw new IllegalArgumentException(
          "memory.sequenceSteps " + sequenceSteps + " must be at least 1, or 0 for whole rollouts");
    }
    if (lstmSize == 0 && (criticLstm || previousAction || previousReward || sequenceSteps > 0)) {
      throw new IllegalArgumentException(
          "memory.criticLstm, previousAction, previousReward and sequenceSteps are for an agent"
              + " with an LSTM; give memory.lstmSize as well, 128 for instance");
    }
  }

  /** An LSTM that actor and critic share. */
  public static MemoryConfig lstm(int size) {
    return new MemoryConfig(size, false, false, false, 0);
  }

  /** As in rlpyt, where the LSTM also reads the previous action and reward. */
  public static MemoryConfig rlpyt(int size) {
    return new MemoryConfig(size, false, true, true, 0);
  }

  /** Whether there is memory. */
  public boolean remembers() {
    return lstmSize > 0;
  }

  /**
   * L, the steps of a sequence in rollouts of {@code rolloutSteps} steps; 1 without memory.
   *
   * @throws IllegalArgumentException if they do not fill whole sequences
   */
  public int sequenceSteps(int rolloutSteps) {
    return sequenceSteps(rolloutSteps, remembers());
  }

  /**
   * L for a network of any origin.
   *
   * @param recurrent whether the network remembers
   */
  public int sequenceSteps(int rolloutSteps, boolean recurrent) {
    if (!recurrent) {
      return 1;
    }
    int steps = sequenceSteps == 0 ? rolloutSteps : sequenceSteps;
    if (rolloutSteps % steps != 0) {
      throw new IllegalArgumentException(
          "memory.sequenceSteps "
              + steps
              + " does not divide the rollout's "
              + rolloutSteps
              + " steps; give a divisor of it, or 0 for whole rollouts");
    }
    return steps;
  }

  public MemoryConfig withLstmSize(int value) {
    return ConfigRecords.replace(this, "lstmSize", value);
  }

  public MemoryConfig withCriticLstm(boolean value) {
    return ConfigRecords.replace(this, "criticLstm", value);
  }

  public MemoryConfig withPreviousAction(boolean value) {
    return ConfigRecords.replace(this, "previousAction", value);
  }

  public MemoryConfig withPreviousReward(boolean value) {
    return ConfigRecords.replace(this, "previousReward", value);
  }

  public MemoryConfig withSequenceSteps(int value) {
    return ConfigRecords.replace(this, "sequenceSteps", value);
  }
}
