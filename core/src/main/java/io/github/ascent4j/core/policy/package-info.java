/**
 * A policy that learns: a trainable network together with the distribution, the normaliser and the
 * action mapping that make it an agent. Observations come in, actions and values go out. Stands
 * between engine and rollout; knows nothing of losses or algorithms.
 */
@NullMarked
package io.github.ascent4j.core.policy;

import org.jspecify.annotations.NullMarked;
