/**
 * A network with its weights, run in plain Java for one sample at a time with the bits of training.
 * A program and its parameters come in, policy outputs, a value and the next state of a memory go
 * out. Uses {@code program} and {@code math}; is not exported, {@link
 * io.github.ascent4j.policy.Policy} is what others see.
 */
@NullMarked
package io.github.ascent4j.policy.inference;

import org.jspecify.annotations.NullMarked;
