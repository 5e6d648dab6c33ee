package io.github.ascent4j.benchmarks;

import java.util.List;

/**
 * One run of a stepping loop.
 *
 * @param nanos wall time
 * @param busyNanos processor time of all its threads
 * @param hashes of what each thread observed last: two loops that did the same work have the same
 */
record SteppingTime(long nanos, long busyNanos, List<Long> hashes) {}
