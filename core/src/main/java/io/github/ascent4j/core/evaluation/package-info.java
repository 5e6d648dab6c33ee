/**
 * Playing episodes to see how good a policy is, without learning from them, and what follows: which
 * agent is best, whether to train on. A side room: knows environments and agents, no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.evaluation;

import org.jspecify.annotations.NullMarked;
