/**
 * The natural policy gradient (Kakade 2001, "A natural policy gradient"): agent, algorithm, config
 * and conventions, and the update: a step along the natural gradient whose size is given, and then
 * epochs of the critic.
 */
@NullMarked
package io.github.ascent4j.core.npg;

import org.jspecify.annotations.NullMarked;
