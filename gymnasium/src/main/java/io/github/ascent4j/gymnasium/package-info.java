/**
 * Environments that Python makes. An id of Gymnasium comes in, a {@link
 * io.github.ascent4j.environment.VectorEnvironment} whose copies live in child processes goes out.
 */
@NullMarked
package io.github.ascent4j.gymnasium;

import org.jspecify.annotations.NullMarked;
