/**
 * Trust region policy optimisation (Schulman et al. 2015, "Trust region policy optimization"):
 * agent, algorithm, config and conventions, and the update: a step along the natural gradient,
 * shrunk until it improves the surrogate objective within the trust region, and then epochs of the
 * critic.
 */
@NullMarked
package io.github.ascent4j.core.trpo;

import org.jspecify.annotations.NullMarked;
