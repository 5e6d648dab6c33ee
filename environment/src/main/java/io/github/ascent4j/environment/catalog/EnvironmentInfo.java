package io.github.ascent4j.environment.catalog;

import io.github.ascent4j.policy.space.Space;
import java.util.OptionalDouble;

/**
 * What there is to know of an environment before making it.
 *
 * @param id the name {@link EnvironmentProvider#make} takes
 * @param description the task in one line
 * @param observationSpace the space of one copy's observation
 * @param actionSpace the space of one copy's action
 * @param timeLimit steps after which an episode is truncated
 * @param rewardThreshold the mean return at which Gymnasium calls the task solved, if it names one
 */
public record EnvironmentInfo(
    String id,
    String description,
    Space observationSpace,
    Space actionSpace,
    int timeLimit,
    OptionalDouble rewardThreshold) {}
