/**
 * The synchronous advantage actor-critic (Mnih et al. 2016, without the asynchrony): agent,
 * algorithm, config and conventions, and the update.
 */
@NullMarked
package io.github.ascent4j.core.a2c;

import org.jspecify.annotations.NullMarked;
