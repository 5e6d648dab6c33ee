/**
 * Proximal policy optimisation (Schulman et al. 2017): agent, policy, algorithm, config and
 * conventions, and the update that puts the stations of the data's path together.
 */
@NullMarked
package io.github.ascent4j.core.ppo;

import org.jspecify.annotations.NullMarked;
