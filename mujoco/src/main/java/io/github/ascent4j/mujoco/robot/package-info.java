/**
 * What robots are made of: bodies, joints, geometry and motors as data, with the numbers that were
 * published for them. {@link io.github.ascent4j.mujoco.robot.MjcfWriter} turns a description into
 * the text that MuJoCo compiles; pictures are drawn from the same description.
 *
 * <p>Knows nothing of MuJoCo's library and of the tasks. Lengths are metres, densities kg/m³.
 */
@NullMarked
package io.github.ascent4j.mujoco.robot;

import org.jspecify.annotations.NullMarked;
