package io.github.ascent4j.mujoco;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.binding.ModelLoader;
import io.github.ascent4j.mujoco.binding.MujocoFunctions;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import io.github.ascent4j.mujoco.binding.StructOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A compiled MuJoCo model: what all simulations of one robot share. It is never written to, so
 * simulations of one model may run in as many threads.
 *
 * <p>The native memory goes back when the model and all its simulations are closed, in any order.
 */
public final class MujocoModel implements AutoCloseable {
  private final MemorySegment model;
  private final StructOffsets offsets;
  private final int nq;
  private final int nv;
  private final int nu;
  private final int na;
  private final int nbody;
  private final int njnt;
  private final int ngeom;
  private final int nsite;
  private final double timestep;

  /** This model until it is closed, and its open simulations. */
  private int users = 1;

  private boolean closed;

  private MujocoModel(MemorySegment model, String name) {
    MujocoLibrary library = MujocoLibrary.get();
    this.model = model;
    offsets = library.offsets();
    nq = count("m.nq");
    nv = count("m.nv");
    nu = count("m.nu");
    na = count("m.na");
    nbody = count("m.nbody");
    njnt = count("m.njnt");
    ngeom = count("m.ngeom");
    nsite = count("m.nsite");
    timestep = model.get(JAVA_DOUBLE, offsets.bytes("m.opt.timestep"));
    if (nbody < 1
        || nv > nq
        || Math.min(Math.min(nu, na), Math.min(ngeom, nsite)) < 0
        || !(timestep > 0 && timestep < 1e3)) {
      throw new EnvironmentException(
          name
              + ": "
              + nbody
              + " bodies, "
              + nv
              + " degrees of freedom and a timestep of "
              + timestep
              + " cannot be; MuJoCo "
              + library.release()
              + " ("
              + library.place()
              + ") was not built as its release was, or the model's timestep is not positive");
    }
  }

  /**
   * Compiles the text of an MJCF document.
   *
   * @throws EnvironmentException if libmujoco is missing or unknown, or the text is no valid model
   */
  public static MujocoModel ofMjcf(String xml) {
    MujocoLibrary.get();
    try {
      Path file = Files.createTempFile("ascent-", ".xml");
      try {
        Files.write(file, xml.getBytes(StandardCharsets.UTF_8));
        return load(file, "the MJCF text");
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write a temporary file, which MuJoCo reads models from", e);
    }
  }

  /**
   * Compiles an MJCF file; what it includes is found beside it.
   *
   * @throws EnvironmentException if libmujoco is missing or unknown, or the file is missing or no
   *     valid model
   */
  public static MujocoModel ofFile(Path mjcf) {
    MujocoLibrary.get();
    if (!Files.isReadable(mjcf) || Files.isDirectory(mjcf)) {
      throw new EnvironmentException(
          mjcf + " is no file that can be read; give the path of an MJCF file");
    }
    return load(mjcf, mjcf.toString());
  }

  private static MujocoModel load(Path file, String name) {
    MemorySegment model = ModelLoader.load(file, name);
    try {
      return new MujocoModel(model, name);
    } catch (EnvironmentException e) {
      MujocoFunctions.deleteModel(model);
      throw e;
    }
  }

  /** Numbers in a position. */
  public int nq() {
    return nq;
  }

  /** Degrees of freedom: numbers in a velocity. */
  public int nv() {
    return nv;
  }

  /** Actuators: numbers in a control. */
  public int nu() {
    return nu;
  }

  /** Activation states of actuators that have any. */
  public int na() {
    return na;
  }

  /** Bodies, with the world, which is number 0. */
  public int nbody() {
    return nbody;
  }

  public int njnt() {
    return njnt;
  }

  public int ngeom() {
    return ngeom;
  }

  public int nsite() {
    return nsite;
  }

  /** Seconds that one {@code mj_step} simulates. */
  public double timestep() {
    return timestep;
  }

  /** The position that the document describes, nq numbers. */
  public double[] qpos0() {
    return doubles("m.qpos0", nq);
  }

  /** Kilograms of each body, nbody numbers. */
  public double[] bodyMass() {
    return doubles("m.body_mass", nbody);
  }

  /** Lowest and highest control of each actuator, [nu, 2]; both 0 for those without limits. */
  public double[] actuatorCtrlRange() {
    return doubles("m.actuator_ctrlrange", 2 * nu);
  }

  /**
   * The number of a body.
   *
   * @throws EnvironmentException if the model has none of this name
   */
  public int bodyId(String name) {
    return id("body", name);
  }

  /** The number of a geom, as {@link #bodyId}. */
  public int geomId(String name) {
    return id("geom", name);
  }

  /** The number of a site, as {@link #bodyId}. */
  public int siteId(String name) {
    return id("site", name);
  }

  /** The number of a joint, as {@link #bodyId}. */
  public int jointId(String name) {
    return id("joint", name);
  }

  /** The number of an actuator, as {@link #bodyId}. */
  public int actuatorId(String name) {
    return id("actuator", name);
  }

  /** A simulation of this model, at its first position and at rest. */
  public synchronized MujocoSimulation simulate() {
    checkOpen();
    MujocoSimulation simulation =
        new MujocoSimulation(this, model, ModelLoader.makeData(model), offsets);
    users++;
    return simulation;
  }

  /** Closes the model; simulations that were made before go on. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  /** One user fewer; the last one deletes the model. */
  synchronized void release() {
    users--;
    if (users == 0) {
      MujocoFunctions.deleteModel(model);
    }
  }

  private synchronized int id(String kind, String name) {
    checkOpen();
    int id = ModelLoader.find(model, kind, name);
    if (id < 0) {
      throw new EnvironmentException(
          "the model has no " + kind + " named " + name + "; give a name that its MJCF declares");
    }
    return id;
  }

  private int count(String field) {
    int at = offsets.bytes(field);
    return offsets.bytes("sz_nq") == Long.BYTES
        ? Math.toIntExact(model.get(JAVA_LONG, at))
        : model.get(JAVA_INT, at);
  }

  @SuppressWarnings("restricted")
  private synchronized double[] doubles(String field, int count) {
    checkOpen();
    return model
        .get(ADDRESS, offsets.bytes(field))
        .reinterpret((long) count * Double.BYTES)
        .toArray(JAVA_DOUBLE);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed; load it again");
    }
  }
}
