/**
 * What a network <em>is</em>, as data: immutable records that can be printed, compared, stored
 * beside the weights and turned into something that runs by any engine.
 *
 * <p>An {@link io.github.ascent4j.policy.network.ActorCritic} names its layers, its head and its
 * initialisers. What follows from it for whoever runs it is in {@code program}. Uses {@code space}
 * for nothing and {@code math} for the activation functions.
 */
@NullMarked
package io.github.ascent4j.policy.network;

import org.jspecify.annotations.NullMarked;
