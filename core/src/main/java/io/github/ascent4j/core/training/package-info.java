/**
 * What all algorithms share: the loop of rollouts and updates, the agent, its policy, checkpoints,
 * and the settings that every config has. An algorithm brings its config and a {@link
 * io.github.ascent4j.core.update.Learner}; it is found in a package of its own.
 *
 * <p>Touches every station of the data's path, and no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.training;

import org.jspecify.annotations.NullMarked;
