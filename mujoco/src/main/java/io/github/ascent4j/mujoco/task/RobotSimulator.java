package io.github.ascent4j.mujoco.task;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.MujocoSimulation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all tasks share: a simulation that starts near its rest pose and is stepped by actions. */
abstract class RobotSimulator implements Simulator {
  final MujocoSimulation simulation;

  /** Position, [nq], and velocity, [nv]. */
  final MemorySegment qpos;

  final MemorySegment qvel;
  final int nq;
  final int nv;

  /** Simulated time of one step. */
  final double seconds;

  private final int frameSkip;
  private final int nu;
  private final double[] rest;
  private final double[] startPosition;
  private final double[] startVelocity;
  private final double[] squares;
  private boolean terminated;
  private @Nullable Picture picture;

  RobotSimulator(MujocoModel model, int frameSkip) {
    this.frameSkip = frameSkip;
    nq = model.nq();
    nv = model.nv();
    nu = model.nu();
    rest = model.qpos0();
    seconds = model.timestep() * frameSkip;
    startPosition = new double[nq];
    startVelocity = new double[nv];
    squares = new double[Math.max(nu, 6 * model.nbody())];
    simulation = model.simulate();
    qpos = simulation.qpos();
    qvel = simulation.qvel();
  }

  /** Lets pictures be taken. */
  final void show(Picture newPicture) {
    picture = newPicture;
  }

  @Override
  public final void start(Pcg64 generator) {
    simulation.reset();
    place(generator, rest, startPosition, startVelocity);
    simulation.setState(startPosition, startVelocity);
    terminated = false;
  }

  /**
   * Says where an episode starts.
   *
   * @param restPosition the rest pose, nq numbers; not to be written
   * @param position nq numbers to be written
   * @param velocity nv numbers to be written
   */
  abstract void place(Pcg64 generator, double[] restPosition, double[] position, double[] velocity);

  /** The rest pose with uniform noise. */
  final void scatter(Pcg64 generator, double noise, double[] restPosition, double[] position) {
    for (int i = 0; i < nq; i++) {
      position[i] = restPosition[i] + generator.uniform(-noise, noise);
    }
  }

  /** Uniform numbers around 0. */
  static void uniform(Pcg64 generator, double noise, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = generator.uniform(-noise, noise);
    }
  }

  /** Normal numbers around 0. */
  static void normal(Pcg64 generator, double deviation, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation * generator.normal();
    }
  }

  @Override
  public final double step(float[] actions, int offset) {
    beforeStep();
    simulation.setControl(actions, offset);
    simulation.step(frameSkip);
    return reward(actions, offset);
  }

  /** Keeps what the reward needs of the state before the step. */
  void beforeStep() {}

  /** The reward of the step that was taken; says {@link #terminate} where it ends the episode. */
  abstract double reward(float[] actions, int offset);

  /** What {@link #info(String)} knows; by default nothing, as of version 4, whose names differ. */
  @Override
  public List<String> infoNames() {
    return List.of();
  }

  @Override
  public final void info(double[] values, int at) {
    List<String> names = infoNames();
    for (int i = 0; i < names.size(); i++) {
      values[at + i] = info(names.get(i));
    }
  }

  /** A number of the step that was taken, by the name that Gymnasium's version 5 gives it. */
  double info(String name) {
    throw new AssertionError(name);
  }

  /** How far a number of the position is from where it rests. */
  final double fromRest(int index) {
    return at(qpos, index) - rest[index];
  }

  /** How far the first two numbers of the position are from 0. */
  final double fromOrigin() {
    return Sums.norm(at(qpos, 0), at(qpos, 1), 0);
  }

  final void terminate(boolean over) {
    terminated = over;
  }

  @Override
  public final boolean terminated() {
    return terminated;
  }

  /** The sum of squared actions. */
  final double squared(float[] actions, int offset) {
    for (int i = 0; i < nu; i++) {
      double action = actions[offset + i];
      squares[i] = action * action;
    }
    return Sums.sum(squares, 0, nu);
  }

  /** The sum of squared numbers, each clipped to a range before. */
  final double squared(MemorySegment values, Range range) {
    int count = count(values);
    for (int i = 0; i < count; i++) {
      double value = range.clip(at(values, i));
      squares[i] = value * value;
    }
    return Sums.sum(squares, 0, count);
  }

  @Override
  public final void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    observe(numbers, numbersAt);
  }

  /** Writes the observation from {@code at} on. */
  abstract void observe(float[] numbers, int at);

  /**
   * Copies numbers from {@code first} to the end.
   *
   * @return where the next ones go
   */
  static int copy(MemorySegment from, int first, float[] numbers, int at) {
    return copy(from, first, count(from) - first, numbers, at);
  }

  /** As {@link #copy(MemorySegment, int, float[], int)}, but {@code count} numbers. */
  static int copy(MemorySegment from, int first, int count, float[] numbers, int at) {
    for (int i = 0; i < count; i++) {
      numbers[at + i] = (float) at(from, first + i);
    }
    return at + count;
  }

  /** As {@link #copy(MemorySegment, int, float[], int)}, but clipped. */
  static int clipped(MemorySegment from, int first, Range range, float[] numbers, int at) {
    int count = count(from) - first;
    for (int i = 0; i < count; i++) {
      numbers[at + i] = (float) range.clip(at(from, first + i));
    }
    return at + count;
  }

  static double at(MemorySegment values, int index) {
    return values.getAtIndex(JAVA_DOUBLE, index);
  }

  static int count(MemorySegment values) {
    return (int) (values.byteSize() / Double.BYTES);
  }

  @Override
  public final boolean savesState() {
    return true;
  }

  @Override
  public final void save(DataOutput out) throws IOException {
    simulation.save(out);
  }

  @Override
  public final void restore(DataInput in, Pcg64 generator) throws IOException {
    simulation.restore(in);
    terminated = false;
  }

  @Override
  public final Optional<Scene> scene() {
    return picture == null ? Optional.empty() : Optional.of(picture.take(simulation, seconds));
  }

  @Override
  public final void close() {
    simulation.close();
  }
}
