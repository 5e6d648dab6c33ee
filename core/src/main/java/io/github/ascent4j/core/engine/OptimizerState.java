package io.github.ascent4j.core.engine;

/**
 * What an optimiser remembers between steps, in the order of the parameters.
 *
 * @param steps steps taken
 * @param firstMoments running means of the gradients
 * @param secondMoments running means of the squared gradients
 */
public record OptimizerState(long steps, float[] firstMoments, float[] secondMoments) {}
