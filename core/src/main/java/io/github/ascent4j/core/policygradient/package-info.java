/**
 * The policy gradient over batches of whole episodes, with or without a baseline (Sutton et al.
 * 2000): agent, policy, algorithm, config and conventions, and the update.
 */
@NullMarked
package io.github.ascent4j.core.policygradient;

import org.jspecify.annotations.NullMarked;
