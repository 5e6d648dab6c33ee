/**
 * Small games that are seen as pictures, for agents with convolutions and for agents with memory.
 * Rules and pictures are made for this project; no ROM and no emulator is needed.
 *
 * <p>Actions come in; grey pictures of 84 x 84 bytes go out, drawn where the batch holds them.
 */
@NullMarked
package io.github.ascent4j.envs.pixel;

import org.jspecify.annotations.NullMarked;
