/**
 * What came of a training so far: progress, episodes, the figures of an update. Numbers by name,
 * and nothing of how they are logged or shown; knows no other package of core.
 */
@NullMarked
package io.github.ascent4j.core.result;

import org.jspecify.annotations.NullMarked;
