/**
 * REINFORCE (Williams 1992) with running normalisation of returns: agent, policy, algorithm,
 * config, and the update.
 */
@NullMarked
package io.github.ascent4j.core.reinforce;

import org.jspecify.annotations.NullMarked;
