package io.github.ascent4j.mujoco;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsMujoco
class MujocoSimulationTest {
  private static final double[] START = {-0.02, 0.3, -0.5};
  private static final double[] REST = {0, 0, 0};

  private MujocoModel model;
  private MujocoSimulation simulation;

  @BeforeEach
  void open() {
    model = MujocoModel.ofMjcf(Mjcf.LEG);
    simulation = model.simulate();
  }

  @AfterEach
  void close() {
    simulation.close();
    model.close();
  }

  @Test
  void viewsHaveTheSizesOfTheModel() {
    // 3 positions, 3 velocities, 4 bodies, 4 geoms, a site, 2 actuators of which one is activated.
    assertThat(
            List.of(
                    simulation.qpos(),
                    simulation.qvel(),
                    simulation.act(),
                    simulation.ctrl(),
                    simulation.qaccWarmstart(),
                    simulation.xpos(),
                    simulation.xipos(),
                    simulation.xquat(),
                    simulation.xmat(),
                    simulation.geomXpos(),
                    simulation.siteXpos(),
                    simulation.cinert(),
                    simulation.cvel(),
                    simulation.qfrcActuator(),
                    simulation.qfrcConstraint(),
                    simulation.cfrcExt(),
                    simulation.subtreeCom())
                .stream()
                .map(view -> view.byteSize() / 8))
        .containsExactly(
            3L, 3L, 1L, 2L, 3L, 12L, 12L, 16L, 36L, 12L, 3L, 40L, 24L, 3L, 3L, 24L, 12L);
  }

  @Test
  void fallIsThatOfTheIntegrator() {
    double[] high = {5, 0, 0};
    simulation.setState(high, REST);
    simulation.step(1);
    // Semi-implicit Euler: the velocity first, then the position with it.
    assertThat(at(simulation.qvel(), 0)).isCloseTo(-9.81 * 0.005, within(1e-9));
    assertThat(at(simulation.qpos(), 0)).isCloseTo(5 - 9.81 * 0.005 * 0.005, within(1e-9));
    assertThat(simulation.time()).isEqualTo(0.005);
  }

  @Test
  void positionsFollowFromTheState() {
    simulation.setState(new double[] {0.5, 0, 0}, REST);
    assertThat(numbers(simulation.xpos())).startsWith(0, 0, 0, 0, 0, 0.62 + 0.5).hasSize(12);
    assertThat(at(simulation.siteXpos(), 2)).isCloseTo(1.12 - 0.55, within(1e-12));
    assertThat(numbers(simulation.xquat())).startsWith(1, 0, 0, 0, 1, 0, 0, 0);
    assertThat(numbers(simulation.xmat())).startsWith(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void controlIsReadFromItsPlaceAmongAllActions() {
    simulation.setControl(new float[] {9, 9, 0.1f, -0.25f, 9}, 2);
    assertThat(numbers(simulation.ctrl())).containsExactly((double) 0.1f, -0.25);
    simulation.forward();
    assertThat(at(simulation.qfrcActuator(), 1)).isCloseTo(20 * (double) 0.1f, within(1e-12));
  }

  @Test
  void contactForcesNeedTheirOwnCall() {
    simulation.setState(START, REST);
    simulation.step(100);
    assertThat(numbers(simulation.cfrcExt())).containsOnly(0);
    simulation.rnePostConstraint();
    assertThat(Arrays.stream(numbers(simulation.cfrcExt())).max().orElseThrow()).isGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e20f})
  void badControlIsAnErrorAndTheSimulationCanBeUsedAfterAReset(float bad) {
    simulation.setState(START, REST);
    simulation.step(5);
    double[] good = numbers(simulation.qpos());
    // MuJoCo itself warns of the first one only.
    for (int repetition = 0; repetition < 3; repetition++) {
      simulation.setControl(new float[] {0, bad}, 0);
      assertThatThrownBy(() -> simulation.step(2))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("CTRL at ACTUATOR 1")
          .hasMessageContaining("NaN in the agent's parameters")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> simulation.step(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset");
      simulation.reset();
      simulation.setState(START, REST);
      simulation.step(5);
      assertThat(numbers(simulation.qpos())).isEqualTo(good);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e30})
  void badStateIsAnErrorInsteadOfASilentReset(double bad) {
    simulation.setState(new double[] {0, bad, 0}, REST);
    assertThatThrownBy(() -> simulation.step(3))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("QPOS at DOF 1")
        .hasMessageContaining("smaller timestep");
    simulation.reset();
    simulation.setState(START, new double[] {0, 0, bad});
    assertThatThrownBy(() -> simulation.step(3))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("QVEL at DOF 2");
    simulation.reset();
    simulation.step(3);
    assertThat(simulation.time()).isCloseTo(0.015, within(1e-12));
  }

  @Test
  void contactsThatWereDroppedAreAnError() {
    Assumptions.assumeTrue(
        MujocoLibrary.get().offsets().version() < 230, "later releases find the room themselves");
    try (MujocoModel balls = MujocoModel.ofMjcf(Mjcf.balls("nconmax='3' njmax='500'"));
        MujocoSimulation falling = balls.simulate()) {
      assertThatThrownBy(() -> falling.step(2000))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("contact buffer is full")
          .hasMessageContaining("nconmax");
    }
  }

  @Test
  void savedStateGoesOnWithTheSameBits() throws IOException {
    Random random = new Random(1);
    simulation.setState(START, REST);
    for (int t = 0; t < 50; t++) {
      act(simulation, random);
    }
    simulation.rnePostConstraint();
    byte[] state = save(simulation);
    double[] before = everything(simulation);
    List<double[]> expected = new ArrayList<>();
    Random same = new Random(2);
    for (int t = 0; t < 200; t++) {
      act(simulation, same);
      expected.add(everything(simulation));
    }
    try (MujocoSimulation restored = model.simulate()) {
      restored.step(7);
      restored.restore(new DataInputStream(new ByteArrayInputStream(state)));
      assertThat(everything(restored)).isEqualTo(before);
      Random again = new Random(2);
      for (int t = 0; t < 200; t++) {
        act(restored, again);
        assertThat(everything(restored)).isEqualTo(expected.get(t));
      }
      assertThat(restored.time()).isEqualTo(simulation.time());
    }
    assertThat(numbers(simulation.qfrcConstraint()))
        .as("it stands on the floor")
        .isNotEqualTo(REST);
  }

  @Test
  void stateOfAnotherModelIsRefused() throws IOException {
    byte[] state = save(simulation);
    try (MujocoModel other = MujocoModel.ofMjcf(Mjcf.LEG.replace("<site", "<site/><site"));
        MujocoSimulation wrong = other.simulate()) {
      assertThatThrownBy(() -> wrong.restore(new DataInputStream(new ByteArrayInputStream(state))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the model it was saved with");
    }
  }

  @Test
  void stateThatWasCutShortLeavesASimulationThatAsksForAReset() throws IOException {
    byte[] state = save(simulation);
    assertThatThrownBy(
            () ->
                simulation.restore(
                    new DataInputStream(
                        new ByteArrayInputStream(Arrays.copyOf(state, state.length / 2)))))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> simulation.step(1)).hasMessageContaining("call reset");
    simulation.reset();
    simulation.step(1);
  }

  /** No bit pattern of a file's gets into MuJoCo's memory but those of numbers. */
  @Test
  void stateThatHoldsWhatIsNoNumberIsRefused() throws IOException {
    byte[] state = save(simulation);
    for (int at = Integer.BYTES; at < state.length; at += 13 * Double.BYTES) {
      byte[] forged = state.clone();
      ByteBuffer.wrap(forged).putDouble(at, at % 3 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
      assertThatThrownBy(
              () -> simulation.restore(new DataInputStream(new ByteArrayInputStream(forged))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the saved simulation is damaged");
      assertThatThrownBy(() -> simulation.step(1)).hasMessageContaining("call reset");
    }
    simulation.restore(new DataInputStream(new ByteArrayInputStream(state)));
    simulation.step(1);
  }

  @Test
  void simulationsInTwoThreadsGiveTheBitsOfOneAfterAnother() throws InterruptedException {
    double[][] alone = new double[2][];
    double[][] together = new double[2][];
    for (int i = 0; i < 2; i++) {
      alone[i] = run(i);
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int seed = i;
      threads.add(Thread.ofPlatform().start(() -> together[seed] = run(seed)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(together).isDeepEqualTo(alone);
    assertThat(alone[0]).isNotEqualTo(alone[1]);
  }

  private double[] run(int seed) {
    Random random = new Random(seed);
    try (MujocoSimulation own = model.simulate()) {
      own.setState(START, REST);
      for (int t = 0; t < 2000; t++) {
        act(own, random);
      }
      return numbers(own.qpos());
    }
  }

  @Test
  void steppingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] actions = {0.1f, -0.1f};
    long least = Long.MAX_VALUE;
    // Calls allocate until they are compiled.
    for (int window = 0; window < 40 && least > 0; window++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int t = 0; t < 2000; t++) {
        simulation.setControl(actions, 0);
        simulation.step(1);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  @Test
  void closingTwiceIsClosingOnceAndLaterUseIsAJavaError() {
    MemorySegment qpos = simulation.qpos();
    simulation.close();
    simulation.close();
    assertThatThrownBy(() -> simulation.step(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the simulation is closed");
    assertThatThrownBy(simulation::reset).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(simulation::time).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> simulation.setControl(new float[2], 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> at(qpos, 0)).isInstanceOf(IllegalStateException.class);
    try (MujocoSimulation another = model.simulate()) {
      another.step(1);
    }
  }

  @Test
  void stateOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> simulation.setState(new double[2], REST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("qpos has 2 numbers, but the model needs 3");
    assertThatThrownBy(() -> simulation.setState(START, new double[4]))
        .hasMessageContaining("qvel has 4 numbers");
  }

  private static void act(MujocoSimulation simulation, Random random) {
    float[] actions = {2 * random.nextFloat() - 1, 2 * random.nextFloat() - 1};
    simulation.setControl(actions, 0);
    simulation.step(2);
  }

  private static byte[] save(MujocoSimulation simulation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    simulation.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static double[] everything(MujocoSimulation simulation) {
    return Stream.of(
            simulation.qpos(),
            simulation.qvel(),
            simulation.act(),
            simulation.ctrl(),
            simulation.qaccWarmstart(),
            simulation.xpos(),
            simulation.xipos(),
            simulation.xquat(),
            simulation.xmat(),
            simulation.geomXpos(),
            simulation.siteXpos(),
            simulation.cinert(),
            simulation.cvel(),
            simulation.qfrcActuator(),
            simulation.qfrcConstraint(),
            simulation.cfrcExt(),
            simulation.subtreeCom())
        .flatMapToDouble(view -> Arrays.stream(numbers(view)))
        .toArray();
  }

  private static double at(MemorySegment view, int index) {
    return view.getAtIndex(JAVA_DOUBLE, index);
  }

  private static double[] numbers(MemorySegment view) {
    return view.toArray(JAVA_DOUBLE);
  }
}
