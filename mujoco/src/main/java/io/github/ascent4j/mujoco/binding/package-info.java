/**
 * The system's libmujoco: found, its release checked, its functions and fields bound. Knows nothing
 * of environments; what is wrong is told as an {@link
 * io.github.ascent4j.environment.EnvironmentException}.
 */
@NullMarked
package io.github.ascent4j.mujoco.binding;

import org.jspecify.annotations.NullMarked;
