/**
 * The vanilla policy gradient of Spinning Up, with generalised advantages and a critic of its own
 * pace: agent, algorithm, config, and the update.
 */
@NullMarked
package io.github.ascent4j.core.vpg;

import org.jspecify.annotations.NullMarked;
