/**
 * Ready callbacks that watch a training: what it logs, how far it is, how good the agent is by now.
 *
 * <p>Views and progress come in, figures go to loggers and lines to a stream. Stands above the
 * training loop and uses callback, evaluation, logging and result; nothing in core knows it.
 */
@NullMarked
package io.github.ascent4j.core.monitor;

import org.jspecify.annotations.NullMarked;
