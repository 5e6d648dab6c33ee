/**
 * The third station of the data's path: estimators of advantages and returns, pure functions over
 * arrays.
 *
 * <p>Rewards, values and episode ends come in, advantages and value targets go out. Touches nothing
 * else of core.
 *
 * <p>Dimension letters: T steps, B environments, N samples. Arrays [T,B] are time-major.
 */
@NullMarked
package io.github.ascent4j.core.advantage;

import org.jspecify.annotations.NullMarked;
