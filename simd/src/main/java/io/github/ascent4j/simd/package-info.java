/**
 * The engine for CPUs: dense networks in hand-written kernels over the Vector API, with a scalar
 * twin that gives the same bits.
 *
 * <p>The promise that everything here keeps: a result depends on the shape of the work alone, never
 * on lanes, threads or timing. {@link io.github.ascent4j.simd.Kernels} says how.
 */
@NullMarked
package io.github.ascent4j.simd;

import org.jspecify.annotations.NullMarked;
