/**
 * The policy file: a whole agent in one safetensors file, and the readers and writers below it,
 * which training checkpoints share.
 *
 * <p>Bytes come in from anywhere, so every reader here checks first and allocates afterwards: a
 * damaged or hostile file ends in one exception that says what is wrong. No code runs when a file
 * is opened. {@link io.github.ascent4j.policy.file.PolicyFile} stores agents, {@link
 * io.github.ascent4j.policy.file.Safetensors} named arrays, {@link
 * io.github.ascent4j.policy.file.Json} descriptions; {@link
 * io.github.ascent4j.policy.file.AtomicFile} replaces a file whole or not at all, {@link
 * io.github.ascent4j.policy.file.TextFile} reads text that people may have edited. Uses the
 * descriptions of the other packages.
 */
@NullMarked
package io.github.ascent4j.policy.file;

import org.jspecify.annotations.NullMarked;
