package io.github.ascent4j.simd;

/**
 * A signal that an operation reads.
 *
 * @param adds whether another operation writes the signal's gradient before this one does
 */
record Reading(Signal signal, boolean adds) {}
