package io.github.ascent4j.mujoco;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.binding.MujocoFunctions;
import io.github.ascent4j.mujoco.binding.StructOffsets;
import io.github.ascent4j.mujoco.binding.WarningCounters;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One simulation of a model; used by one thread at a time, not always the same one. Stepping
 * allocates nothing.
 *
 * <p>The arrays are views of MuJoCo's own memory, under its own names: row after row of doubles,
 * valid until the simulation is closed and checked by Java after that.
 */
public final class MujocoSimulation implements AutoCloseable {
  private final MujocoModel owner;
  private final MemorySegment model;
  private final StructOffsets offsets;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment data;
  private final WarningCounters warnings;
  private final int nu;

  private final MemorySegment qpos;
  private final MemorySegment qvel;
  private final MemorySegment act;
  private final MemorySegment ctrl;
  private final MemorySegment qaccWarmstart;
  private final MemorySegment xpos;
  private final MemorySegment xipos;
  private final MemorySegment xquat;
  private final MemorySegment xmat;
  private final MemorySegment geomXpos;
  private final MemorySegment siteXpos;
  private final MemorySegment cinert;
  private final MemorySegment cvel;
  private final MemorySegment qfrcActuator;
  private final MemorySegment qfrcConstraint;
  private final MemorySegment cfrcExt;
  private final MemorySegment subtreeCom;

  /** What is saved: the state that decides the future, then what was computed from it. */
  private final List<MemorySegment> saved;

  private boolean failed;
  private boolean closed;

  @SuppressWarnings("restricted")
  MujocoSimulation(
      MujocoModel owner, MemorySegment model, MemorySegment made, StructOffsets offsets) {
    this.owner = owner;
    this.model = model;
    this.offsets = offsets;
    data = made.reinterpret(arena, MujocoFunctions::deleteData);
    nu = owner.nu();
    qpos = view("d.qpos", owner.nq());
    qvel = view("d.qvel", owner.nv());
    act = view("d.act", owner.na());
    ctrl = view("d.ctrl", owner.nu());
    qaccWarmstart = view("d.qacc_warmstart", owner.nv());
    xpos = view("d.xpos", 3 * owner.nbody());
    xipos = view("d.xipos", 3 * owner.nbody());
    xquat = view("d.xquat", 4 * owner.nbody());
    xmat = view("d.xmat", 9 * owner.nbody());
    geomXpos = view("d.geom_xpos", 3 * owner.ngeom());
    siteXpos = view("d.site_xpos", 3 * owner.nsite());
    cinert = view("d.cinert", 10 * owner.nbody());
    cvel = view("d.cvel", 6 * owner.nbody());
    qfrcActuator = view("d.qfrc_actuator", owner.nv());
    qfrcConstraint = view("d.qfrc_constraint", owner.nv());
    cfrcExt = view("d.cfrc_ext", 6 * owner.nbody());
    subtreeCom = view("d.subtree_com", 3 * owner.nbody());
    saved =
        List.of(
            qpos,
            qvel,
            act,
            qaccWarmstart,
            ctrl,
            view("d.qfrc_applied", owner.nv()),
            view("d.xfrc_applied", 6 * owner.nbody()),
            view("d.qacc", owner.nv()),
            xpos,
            xipos,
            xquat,
            xmat,
            geomXpos,
            siteXpos,
            cinert,
            cvel,
            qfrcActuator,
            qfrcConstraint,
            cfrcExt,
            subtreeCom);
    warnings = WarningCounters.of(data);
    reset();
  }

  /** Goes back to the model's first position at rest; ends what a warning has left behind. */
  public void reset() {
    checkOpen();
    MujocoFunctions.resetData(model, data);
    failed = false;
  }

  /**
   * Puts the robot somewhere and computes everything that follows from it.
   *
   * @param newQpos nq numbers
   * @param newQvel nv numbers
   */
  public void setState(double[] newQpos, double[] newQvel) {
    checkUsable();
    checkSize("qpos", newQpos, owner.nq());
    checkSize("qvel", newQvel, owner.nv());
    MemorySegment.copy(newQpos, 0, qpos, JAVA_DOUBLE, 0, newQpos.length);
    MemorySegment.copy(newQvel, 0, qvel, JAVA_DOUBLE, 0, newQvel.length);
    forward();
  }

  /** Sets the controls to {@code actions[offset]} and the nu - 1 that follow. */
  public void setControl(float[] actions, int offset) {
    for (int i = 0; i < nu; i++) {
      ctrl.setAtIndex(JAVA_DOUBLE, i, actions[offset + i]);
    }
  }

  /**
   * Simulates {@code count} timesteps.
   *
   * @throws EnvironmentException if MuJoCo warned of a bad state, which it would have gone on from
   *     after a silent reset; the simulation has to be reset
   */
  public void step(int count) {
    checkUsable();
    for (int i = 0; i < count; i++) {
      MujocoFunctions.step(model, data);
    }
    checkWarnings();
  }

  /** Computes what follows from position, velocity and control, without moving on. */
  public void forward() {
    checkUsable();
    MujocoFunctions.forward(model, data);
    checkWarnings();
  }

  /** Computes the forces of contacts on bodies, {@link #cfrcExt}, which a step leaves alone. */
  public void rnePostConstraint() {
    checkUsable();
    MujocoFunctions.rnePostConstraint(model, data);
  }

  /** Simulated seconds since the reset. */
  public double time() {
    return data.get(JAVA_DOUBLE, offsets.bytes("d.time"));
  }

  /** Position, [nq]. */
  public MemorySegment qpos() {
    return qpos;
  }

  /** Velocity, [nv]. */
  public MemorySegment qvel() {
    return qvel;
  }

  /** Activation of actuators, [na]. */
  public MemorySegment act() {
    return act;
  }

  /** Control, [nu]. */
  public MemorySegment ctrl() {
    return ctrl;
  }

  /** The acceleration that the solver starts from, [nv]. */
  public MemorySegment qaccWarmstart() {
    return qaccWarmstart;
  }

  /** Where bodies' frames are, [nbody, 3]. */
  public MemorySegment xpos() {
    return xpos;
  }

  /** Where bodies' centres of mass are, [nbody, 3]. */
  public MemorySegment xipos() {
    return xipos;
  }

  /** How bodies are turned, quaternions, [nbody, 4]. */
  public MemorySegment xquat() {
    return xquat;
  }

  /** How bodies are turned, matrices, [nbody, 9]. */
  public MemorySegment xmat() {
    return xmat;
  }

  /** Where geoms are, [ngeom, 3]. */
  public MemorySegment geomXpos() {
    return geomXpos;
  }

  /** Where sites are, [nsite, 3]. */
  public MemorySegment siteXpos() {
    return siteXpos;
  }

  /** Inertia about the centre of mass, [nbody, 10]. */
  public MemorySegment cinert() {
    return cinert;
  }

  /** Velocity about the centre of mass, [nbody, 6]. */
  public MemorySegment cvel() {
    return cvel;
  }

  /** Forces of actuators, [nv]. */
  public MemorySegment qfrcActuator() {
    return qfrcActuator;
  }

  /** Forces of constraints, [nv]. */
  public MemorySegment qfrcConstraint() {
    return qfrcConstraint;
  }

  /** Forces from outside on bodies, [nbody, 6], as of {@link #rnePostConstraint}. */
  public MemorySegment cfrcExt() {
    return cfrcExt;
  }

  /** Centres of mass of bodies and all they carry, [nbody, 3]. */
  public MemorySegment subtreeCom() {
    return subtreeCom;
  }

  /**
   * Writes the state: a simulation of the same model on the same machine and release that restores
   * it goes on with the same bits. The views come back as they were too. What plugins and delayed
   * actuators or sensors of MuJoCo 3 remember is not part of it.
   */
  public void save(DataOutput out) throws IOException {
    checkUsable();
    out.writeInt(doublesSaved());
    out.writeDouble(time());
    for (MemorySegment array : saved) {
      int count = length(array);
      for (int i = 0; i < count; i++) {
        out.writeDouble(array.getAtIndex(JAVA_DOUBLE, i));
      }
    }
  }

  /**
   * Goes on where the simulation that {@link #save} wrote stood.
   *
   * <p>Of a file nothing gets into MuJoCo's memory but finite numbers in the arrays that the model
   * itself has: no size, no index and no address, whatever the file holds.
   *
   * @throws IOException if the data end early, are of another model, or hold what is no number
   */
  public void restore(DataInput in) throws IOException {
    int count = in.readInt();
    if (count != doublesSaved()) {
      throw new IOException(
          "the saved simulation has "
              + count
              + " numbers, but this model's has "
              + doublesSaved()
              + "; restore it with the model it was saved with");
    }
    reset();
    // Until all is read this is neither the old state nor the new one.
    failed = true;
    data.set(JAVA_DOUBLE, offsets.bytes("d.time"), finite(in.readDouble()));
    for (MemorySegment array : saved) {
      int length = length(array);
      for (int i = 0; i < length; i++) {
        array.setAtIndex(JAVA_DOUBLE, i, finite(in.readDouble()));
      }
    }
    failed = false;
  }

  private static double finite(double saved) throws IOException {
    if (!Double.isFinite(saved)) {
      throw new IOException(
          "the saved simulation is damaged: it has " + saved + "; use an older checkpoint");
    }
    return saved;
  }

  @Override
  public void close() {
    if (!closed) {
      arena.close();
      closed = true;
      owner.release();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the simulation is closed; make another with simulate()");
    }
  }

  private void checkUsable() {
    checkOpen();
    if (failed) {
      throw new IllegalStateException("the simulation failed; call reset before going on");
    }
  }

  private void checkWarnings() {
    if (warnings.any()) {
      failed = true;
      throw new EnvironmentException(warnings.describe());
    }
  }

  private static void checkSize(String name, double[] given, int needed) {
    if (given.length != needed) {
      throw new IllegalArgumentException(
          name + " has " + given.length + " numbers, but the model needs " + needed);
    }
  }

  private int doublesSaved() {
    int count = 1;
    for (MemorySegment array : saved) {
      count += length(array);
    }
    return count;
  }

  private static int length(MemorySegment array) {
    return (int) (array.byteSize() / Double.BYTES);
  }

  @SuppressWarnings("restricted")
  private MemorySegment view(String field, int count) {
    return data.get(ADDRESS, offsets.bytes(field))
        .reinterpret((long) count * Double.BYTES, arena, null);
  }
}
