/**
 * Robots on MuJoCo. A name or an MJCF file comes in, a {@link
 * io.github.ascent4j.environment.VectorEnvironment} on the system's libmujoco goes out.
 */
@NullMarked
package io.github.ascent4j.mujoco;

import org.jspecify.annotations.NullMarked;
