package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.random.RandomStream;
import io.github.ascent4j.environment.StateBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/*
 * Design. What a training has reached is in arrays and statistics that its settings gave their shape.
 * A setting may change on the way if that state fits the new one as it fits the old one, and if the
 * new one is read from then on. Where the state itself can say so it is asked: the optimiser's slots,
 * the networks, what the learner would write. The rest goes by the group that a setting belongs to.
 */

/**
 * Other settings for an agent or a training that goes on.
 *
 * @param before the settings it had
 * @param after the settings it is to have
 */
record SettingsChange<C extends Record & AlgorithmConfig>(C before, C after) {
  /** Settings of the network and of what is normalised that are read when a rollout is made. */
  private static final Set<String> READ_LATER =
      Set.of(
          "policy.memory.sequenceSteps",
          "policy.exploration.resampleSteps",
          "normalization.rewardLimit",
          "normalization.rewardEpsilon");

  /** Names of what is different. */
  private List<String> names() {
    Map<String, Object> old = ConfigRecords.settings(before);
    return ConfigRecords.settings(after).entrySet().stream()
        .filter(setting -> !Objects.equals(setting.getValue(), old.get(setting.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Refuses what an agent cannot take over: what its network, its normaliser and the state of its
   * optimisers were made by.
   *
   * @throws FixedSettingException if there is any
   */
  void checkAgent() {
    refuse("policy.", "the network and what maps its actions are as they were made");
    refuse("normalization.observation", "the statistics of observations are part of the agent");
    if (before.hasCritic() != after.hasCritic()) {
      throw refused("the network has been made with a critic or without");
    }
    if (before.criticApart() != after.criticApart()) {
      throw refused("the critic has been made with an optimiser of its own or without");
    }
    if (!slots(before).equals(slots(after))) {
      throw refused("the optimiser remembers " + slots(before) + ", not " + slots(after));
    }
  }

  private static List<String> slots(AlgorithmConfig config) {
    return config.optimization().optimizer().slots();
  }

  /**
   * Refuses what a training cannot take over.
   *
   * @param environments B, copies of its environment
   * @throws FixedSettingException if there is anything
   */
  void checkTraining(Algorithm<C> algorithm, ActorCriticPolicy policy, int environments) {
    refuse("sampling.", "the copies stand where the sampler has left them");
    refuse("normalization.", "the statistics of rewards are as they were begun");
    if (before.rolloutLength(environments).getClass()
        != after.rolloutLength(environments).getClass()) {
      throw refused("rollouts are counted in steps or in whole episodes from the start");
    }
    for (String name : names()) {
      if (after.startingPoints().contains(name)) {
        throw new FixedSettingException(
            List.of(name), "it is where a training starts, and this one went on");
      }
    }
    if (learnerState(algorithm, before, policy, environments)
        != learnerState(algorithm, after, policy, environments)) {
      throw refused("what the update keeps from one batch to the next would be another");
    }
  }

  /** Bytes of what a learner keeps. */
  private int learnerState(
      Algorithm<C> algorithm, C config, ActorCriticPolicy policy, int environments) {
    StateBuffer state = new StateBuffer();
    try {
      algorithm.learner(config, policy, environments, RandomStream.SHUFFLING.of(0)).save(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state.toByteArray().length;
  }

  private void refuse(String prefix, String reason) {
    List<String> fixed =
        names().stream()
            .filter(name -> name.startsWith(prefix) && !READ_LATER.contains(name))
            .toList();
    if (!fixed.isEmpty()) {
      throw new FixedSettingException(fixed, reason);
    }
  }

  private FixedSettingException refused(String reason) {
    return new FixedSettingException(names(), reason);
  }
}
