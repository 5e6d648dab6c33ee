/**
 * Gymnasium's tasks on Box2D: landing on the moon and walking on two legs.
 *
 * <p>A {@link io.github.ascent4j.environment.catalog.EnvironmentRequest} comes in, {@link
 * io.github.ascent4j.environment.simulator.SimulatorCopies} of a task go out. The physics is
 * Box2D's in float32 (libGDX's binding and natives); what the tasks add to it is float64, as in
 * Python. A task is a {@link io.github.ascent4j.environment.simulator.Simulator}; {@code
 * PhysicsWorld} is all they see of Box2D.
 */
@NullMarked
package io.github.ascent4j.envs.box2d;

import org.jspecify.annotations.NullMarked;
