package io.github.ascent4j.core.training;

import java.util.function.IntFunction;

/**
 * A named set of every setting of an algorithm.
 *
 * @param <C> the algorithm's config
 * @param name what {@code --preset} takes
 * @param description one sentence
 * @param environments copies of the environment it is meant for
 * @param steps length of the training it is meant for
 * @param settings the settings for a number of copies, which few presets look at
 */
public record AlgorithmPreset<C extends Record & AlgorithmConfig>(
    String name, String description, int environments, long steps, IntFunction<C> settings) {}
