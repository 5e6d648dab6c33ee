package io.github.ascent4j.mujoco.robot;

import java.util.List;

/**
 * A rigid body and what hangs on it.
 *
 * @param name unique within the robot
 * @param place in the frame of the body this hangs on
 * @param turn against that frame
 * @param parts joints to the body this hangs on, geometry, sites and further bodies
 */
public record Body(String name, Point place, Turn turn, List<Part> parts) implements Part {
  public Body {
    parts = List.copyOf(parts);
  }

  /** A body that stands as the one it hangs on. */
  public static Body body(String name, Point place, Part... parts) {
    return new Body(name, place, Turn.NONE, List.of(parts));
  }

  /** The same, turned. */
  public Body turned(Turn by) {
    return new Body(name, place, by, parts);
  }

  /** The parts of one kind in order. */
  public <P extends Part> List<P> all(Class<P> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
