/**
 * What all algorithms share: the loop of rollouts and updates, the agent, its policy, checkpoints,
 * the settings that every config has, and how algorithms are found. An algorithm brings its config
 * and a {@link io.github.ascent4j.core.update.Learner}; those of the library are in packages of
 * their own, others come as services.
 *
 * <p>Touches every station of the data's path, and no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.training;

import org.jspecify.annotations.NullMarked;
