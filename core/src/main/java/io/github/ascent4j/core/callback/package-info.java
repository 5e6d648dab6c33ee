/**
 * What a user's own code sees of a training while it runs, and how it ends one early. A side room:
 * views come in from the training loop, a decision goes out; knows no algorithm, no buffer and no
 * environment.
 */
@NullMarked
package io.github.ascent4j.core.callback;

import org.jspecify.annotations.NullMarked;
