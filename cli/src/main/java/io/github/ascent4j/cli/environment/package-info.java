/**
 * Environments that are a user's own classes. A class name comes in, a {@link
 * io.github.ascent4j.environment.VectorEnvironment} goes out.
 */
@NullMarked
package io.github.ascent4j.cli.environment;

import org.jspecify.annotations.NullMarked;
