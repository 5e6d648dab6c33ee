package io.github.ascent4j.mujoco.robot;

import java.util.ArrayList;
import java.util.List;

/**
 * A robot and what stands around it.
 *
 * @param name of the model
 * @param physics of the world
 * @param scenery geometry that does not move
 * @param bodies what moves
 * @param motors in the order of the actions
 */
public record Robot(
    String name, Physics physics, List<Geom> scenery, List<Body> bodies, List<Motor> motors) {
  public Robot {
    scenery = List.copyOf(scenery);
    bodies = List.copyOf(bodies);
    motors = List.copyOf(motors);
  }

  /**
   * Every body, each before those that hang on it: the order of MuJoCo's bodies after the world.
   */
  public List<Body> allBodies() {
    List<Body> all = new ArrayList<>();
    bodies.forEach(body -> collect(body, all));
    return all;
  }

  private static void collect(Body body, List<Body> into) {
    into.add(body);
    body.all(Body.class).forEach(child -> collect(child, into));
  }

  /** Numbers in the array of positions. */
  public int positions() {
    return joints().stream().mapToInt(joint -> joint.kind().positions).sum();
  }

  /** Numbers in the array of velocities. */
  public int velocities() {
    return joints().stream().mapToInt(joint -> joint.kind().velocities).sum();
  }

  private List<Joint> joints() {
    return allBodies().stream().flatMap(body -> body.all(Joint.class).stream()).toList();
  }
}
