/**
 * What the updates of several algorithms share: settings and schedules, the advantage step, samples
 * gathered into minibatches and run through the engine with a loss, steps of a critic, the natural
 * gradient. A rollout comes in, changed parameters and the figures of the update go out.
 *
 * <p>Touches rollout, advantage, loss, engine and policy; knows no training loop and no algorithm.
 */
@NullMarked
package io.github.ascent4j.core.update;

import org.jspecify.annotations.NullMarked;
