/**
 * What a network <em>does</em>, as data: a description lowered once to a list of few kinds of
 * operations, which whoever runs, writes or counts a network reads, and nothing else.
 *
 * <p>An {@code ActorCritic} comes in; a {@link io.github.ascent4j.policy.program.Program} goes out,
 * with the shape of every value, the place of every parameter and of every range of the state, and
 * outputs by name. Uses {@code network}; knows no array of weights and no way of computing.
 */
@NullMarked
package io.github.ascent4j.policy.program;

import org.jspecify.annotations.NullMarked;
