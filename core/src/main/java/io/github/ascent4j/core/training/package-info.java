/**
 * The loop that all algorithms share: one rollout and one update at a time, the agent and the
 * policy that are trained, and what the loop reads of an algorithm and its settings. An algorithm
 * brings its config and a {@link io.github.ascent4j.core.update.Learner}; it is found in a package
 * of its own.
 *
 * <p>Touches every station of the data's path, and no algorithm. What watches a training is called
 * through {@code callback}; its state goes to files through {@code checkpoint}.
 */
@NullMarked
package io.github.ascent4j.core.training;

import org.jspecify.annotations.NullMarked;
