package io.github.ascent4j.mujoco.robot;

/*
 * Design. Every number is written, also where it is MuJoCo's own choice: a description then means the
 * same to every release. Numbers print as the shortest decimal that reads back as the same double.
 */

/** Writes robots as MJCF, the language of MuJoCo's compiler. */
public final class MjcfWriter {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  private MjcfWriter() {}

  /** The MJCF of a robot. */
  public static String write(Robot robot) {
    MjcfWriter writer = new MjcfWriter();
    writer.robot(robot);
    return writer.text.toString();
  }

  private void robot(Robot robot) {
    open("mujoco").set("model", robot.name()).then();
    Physics physics = robot.physics();
    open("compiler").set("angle", physics.degrees() ? "degree" : "radian");
    if (physics.totalMass() > 0) {
      set("settotalmass", physics.totalMass());
    }
    end();
    open("option")
        .set("timestep", physics.timestep())
        .set("integrator", physics.integrator().mjcf)
        .set("solver", physics.solver().mjcf)
        .set("gravity", physics.gravity())
        .set("density", physics.density())
        .set("viscosity", physics.viscosity())
        .set("iterations", Integer.toString(physics.iterations()))
        .end();
    open("worldbody").then();
    robot.scenery().forEach(this::geom);
    robot.bodies().forEach(this::body);
    close("worldbody");
    open("actuator").then();
    for (Motor motor : robot.motors()) {
      open("motor")
          .set("joint", motor.joint())
          .set("gear", motor.gear())
          .set("ctrllimited", "true")
          .set("ctrlrange", motor.low(), motor.high())
          .end();
    }
    close("actuator");
    close("mujoco");
  }

  private void body(Body body) {
    open("body").set("name", body.name()).set("pos", body.place()).turn(body.turn()).then();
    for (Part part : body.parts()) {
      switch (part) {
        case Body child -> body(child);
        case Joint joint -> joint(joint);
        case Geom geom -> geom(geom);
        case Site site -> open("site").set("name", site.name()).set("pos", site.place()).end();
      }
    }
    close("body");
  }

  private void joint(Joint joint) {
    Drive drive = joint.drive();
    open("joint")
        .set("name", joint.name())
        .set("armature", drive.armature())
        .set("damping", drive.damping())
        .set("stiffness", drive.stiffness())
        .set("margin", drive.margin());
    switch (joint.kind()) {
      case FREE -> set("type", "free");
      case SLIDE -> set("type", "slide");
      case HINGE -> set("type", "hinge");
    }
    if (joint.kind() != Joint.Kind.FREE) {
      set("pos", joint.anchor()).set("axis", joint.axis()).set("ref", joint.reference());
    }
    Joint.Limits limits = joint.limits();
    if (limits == null) {
      set("limited", "false");
    } else {
      set("limited", "true").set("range", limits.low(), limits.high());
      impedance("limit", drive.limitImpedance());
    }
    end();
  }

  private void geom(Geom geom) {
    open("geom");
    switch (geom.form()) {
      case Form.Plane plane ->
          set("type", "plane")
              .set("pos", plane.center())
              .set("size", plane.halfX(), plane.halfY(), plane.grid());
      case Form.Sphere sphere ->
          set("type", "sphere").set("pos", sphere.center()).set("size", sphere.radius());
      case Form.Between between -> {
        Point from = between.from();
        Point to = between.to();
        set("type", between.capped() ? "capsule" : "cylinder")
            .set("fromto", from.x(), from.y(), from.z(), to.x(), to.y(), to.z())
            .set("size", between.radius());
      }
      case Form.Around around ->
          set("type", around.capped() ? "capsule" : "cylinder")
              .set("pos", around.center())
              .turn(around.turn())
              .set("size", around.radius(), around.halfLength());
    }
    Surface surface = geom.surface();
    set("density", surface.density())
        .set("condim", Integer.toString(surface.dimensions()))
        .set("contype", Integer.toString(surface.type()))
        .set("conaffinity", Integer.toString(surface.affinity()))
        .set("friction", surface.sliding(), surface.twisting(), surface.rolling())
        .set("margin", surface.margin())
        .impedance("", surface.impedance())
        .end();
  }

  private MjcfWriter impedance(String suffix, Impedance impedance) {
    return set("solimp" + suffix, impedance.start(), impedance.inside(), impedance.width(), 0.5, 2)
        .set("solref" + suffix, 0.02, 1);
  }

  private MjcfWriter turn(Turn turn) {
    return switch (turn) {
      case Turn.Quaternion q when q.equals(Turn.NONE) -> this;
      case Turn.Quaternion q -> set("quat", q.w(), q.x(), q.y(), q.z());
      case Turn.AboutY about -> set("axisangle", 0, 1, 0, about.angle());
    };
  }

  private MjcfWriter open(String tag) {
    text.repeat(' ', 2 * depth).append('<').append(tag);
    return this;
  }

  private MjcfWriter set(String attribute, String value) {
    text.append(' ').append(attribute).append("=\"").append(value).append('"');
    return this;
  }

  private MjcfWriter set(String attribute, double... values) {
    text.append(' ').append(attribute).append("=\"");
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : " ").append(values[i]);
    }
    text.append('"');
    return this;
  }

  private MjcfWriter set(String attribute, Point point) {
    return set(attribute, point.x(), point.y(), point.z());
  }

  private void then() {
    text.append(">\n");
    depth++;
  }

  private void end() {
    text.append("/>\n");
  }

  private void close(String tag) {
    depth--;
    text.repeat(' ', 2 * depth).append("</").append(tag).append(">\n");
  }
}
