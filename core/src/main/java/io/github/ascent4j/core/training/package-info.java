/**
 * The loop that all algorithms share: one rollout and one update at a time, the agent and the
 * policy that are trained, the settings that every config has, and how algorithms are found. An
 * algorithm brings its config and a {@link io.github.ascent4j.core.update.Learner}; those of the
 * library are in packages of their own, others come as services.
 *
 * <p>Touches every station of the data's path, and no algorithm. What watches a training is called
 * through {@code callback}; its state goes to files through {@code checkpoint}.
 */
@NullMarked
package io.github.ascent4j.core.training;

import org.jspecify.annotations.NullMarked;
