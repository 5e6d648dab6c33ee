package io.github.ascent4j.core.engine;

/**
 * Policy outputs of some consecutive samples, how they change along a direction of the parameters,
 * and the place for the gradient that is to be carried back. Row {@code i} of each starts at {@code
 * i * stride}.
 */
@SuppressWarnings("ArrayRecordComponent") // Views of working arrays, never compared.
public record TangentBlock(float[] outputs, float[] tangents, float[] gradients, int stride) {}
