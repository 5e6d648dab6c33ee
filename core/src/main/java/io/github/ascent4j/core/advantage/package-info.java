/**
 * The third station of the data's path: estimators of advantages and returns, pure functions over
 * arrays.
 *
 * <p>Rewards, values and episode ends come in, advantages and value targets go out. Touches nothing
 * else of core. What is kept from batch to batch, the statistics of {@link
 * io.github.ascent4j.core.advantage.ReturnNormalization}, is saved with the training.
 *
 * <p>Dimension letters: T steps, B environments, N samples. Arrays [T,B] are time-major.
 */
@NullMarked
package io.github.ascent4j.core.advantage;

import org.jspecify.annotations.NullMarked;
