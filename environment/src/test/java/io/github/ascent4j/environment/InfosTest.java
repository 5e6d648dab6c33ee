package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.check.CheckSettings;
import io.github.ascent4j.environment.check.EnvironmentCheck;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.environment.simulator.SimulatorCopies;
import io.github.ascent4j.environment.wrapper.FrameStack;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that a step carries beside its reward, whatever the shape of the simulator. */
class InfosTest {
  private static final List<String> NAMES = List.of("step", "twos");
  private static final int LAST = 3;
  private static final int COPIES = 2;
  private static final Space OBSERVATIONS = Box.uniform(0, LAST, 1);
  private static final Space ACTIONS = new Discrete(3);

  /** Counts its steps, of which there are three. Says the step, and the action where it is 2. */
  private static class Counting implements Environment {
    private int step;
    private float action;

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return ACTIONS;
    }

    @Override
    public void reset(long seed, float[] observation) {
      step = 0;
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] given, float[] observation) {
      action = given[0];
      observation[0] = ++step;
      return new Outcome(0, false, step == LAST);
    }

    @Override
    public List<String> infoNames() {
      return NAMES;
    }

    @Override
    public void info(double[] values) {
      values[0] = step;
      if (action == 2) {
        values[1] = action;
      }
    }
  }

  /** The same as a loop of its own. */
  private static final class Inverted extends InvertedEnvironment {
    private int step;
    private float action;

    @Override
    public Space observationSpace() {
      return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
      return ACTIONS;
    }

    @Override
    protected void run(long seed, Controller controller) {
      for (step = 0; step < LAST; step++) {
        action = controller.choose(new float[] {step}, 0);
      }
      controller.cut(new float[] {LAST}, 1);
    }

    @Override
    public List<String> infoNames() {
      return NAMES;
    }

    @Override
    public void info(double[] values) {
      values[0] = step;
      if (action == 2) {
        values[1] = action;
      }
    }
  }

  /** The same over arrays. */
  private static final class Batched extends BatchEnvironment {
    private final int[] steps;
    private final float[] taken;

    Batched(int copies) {
      super("Batched", copies, OBSERVATIONS, ACTIONS, LAST, NAMES);
      steps = new int[copies];
      taken = new float[copies];
    }

    @Override
    protected void start(int copy, long seed) {
      steps[copy] = 0;
    }

    @Override
    protected void advance(
        float[] actions, int from, int count, double[] rewards, boolean[] terminated) {
      for (int b = from; b < from + count; b++) {
        taken[b] = actions[b];
        terminated[b] = false;
        rewards[b] = ++steps[b];
      }
    }

    @Override
    protected void observe(int from, int count, float[] observations) {
      for (int b = from; b < from + count; b++) {
        observations[b] = steps[b];
      }
    }

    @Override
    protected void info(int from, int count, double[] infos) {
      for (int b = from; b < from + count; b++) {
        infos[2 * b] = steps[b];
        if (taken[b] == 2) {
          infos[2 * b + 1] = taken[b];
        }
      }
    }
  }

  /** The same as a simulator with Gymnasium's habits. */
  private static class Simulated implements Simulator {
    private int step;
    private float action;

    @Override
    public void start(Pcg64 generator) {
      step = 0;
    }

    @Override
    public double step(float[] actions, int offset) {
      action = actions[offset];
      return ++step == LAST ? 1 : 0;
    }

    @Override
    public boolean terminated() {
      return false;
    }

    @Override
    public void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
      numbers[numbersAt] = step;
    }

    @Override
    public List<String> infoNames() {
      return NAMES;
    }

    @Override
    public void info(double[] values, int at) {
      values[at] = step;
      if (action == 2) {
        values[at + 1] = action;
      }
    }
  }

  private static VectorEnvironment simulated(int copies) {
    return new SimulatorCopies(
        new EnvironmentInfo(
            "Simulated-v0", "counts", OBSERVATIONS, ACTIONS, LAST, OptionalDouble.empty()),
        copies,
        2,
        Simulated::new);
  }

  static Stream<VectorEnvironment> shapes() {
    return Stream.of(
        VectorEnvironments.of(Counting::new, COPIES, 2),
        new FrameStack(VectorEnvironments.of(Counting::new, COPIES), 2),
        VectorEnvironments.of(Inverted::new, COPIES),
        new Batched(COPIES),
        simulated(COPIES));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void stepSaysWhatThereIsToKnowOfItAndAnEndWhatTheLastStepHad(VectorEnvironment environment) {
    try (environment) {
      StepBatch batch = new StepBatch(environment);
      assertThat(environment.infoNames()).isEqualTo(NAMES);
      assertThat(batch.infos).hasSize(COPIES * NAMES.size());
      environment.reset(0, batch);
      assertThat(batch.infos).containsOnly(Double.NaN);
      List<double[]> said = new ArrayList<>();
      for (int t = 0; t < LAST + 1; t++) {
        environment.step(new float[] {t % 2 == 0 ? 2 : 1, 0}, batch);
        said.add(batch.infos.clone());
      }
      double none = Double.NaN;
      assertThat(said.get(0)).containsExactly(1, 2, 1, none);
      assertThat(said.get(1)).containsExactly(2, none, 2, none);
      assertThat(said.get(2)).containsExactly(3, 2, 3, none);
      assertThat(said.get(3)).containsExactly(1, none, 1, none);
      environment.step(new float[] {2, 2}, batch, 1, 1);
      assertThat(batch.infos).containsExactly(1, none, 2, 2);
      environment.reset(0, batch);
      assertThat(batch.infos).containsOnly(Double.NaN);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void nobodyNeedsToHaveRoomForThem(VectorEnvironment environment) {
    try (environment) {
      StepBatch batch = new StepBatch(COPIES, environment.observationSpace());
      environment.reset(0, batch);
      environment.step(new float[COPIES], batch);
      assertThat(batch.infos).isEmpty();
    }
  }

  @Test
  void batchWithRoomForOthersIsRefused() {
    try (VectorEnvironment none =
            VectorEnvironments.of(
                () ->
                    new Counting() {
                      @Override
                      public List<String> infoNames() {
                        return List.of();
                      }

                      @Override
                      public String name() {
                        return "None";
                      }
                    },
                COPIES);
        VectorEnvironment two = new Batched(COPIES)) {
      StepBatch batch = new StepBatch(two);
      assertThatThrownBy(() -> none.reset(0, batch))
          .hasMessage(
              "the StepBatch holds 4 infos, but None has 2 copies of 0; make it with new"
                  + " StepBatch(environment)");
    }
  }

  @Test
  void allShapesKeepTheContract() {
    CheckSettings settings = CheckSettings.DEFAULT.withSteps(300);
    assertThat(EnvironmentCheck.of(Counting::new, settings).findings()).isEmpty();
    assertThat(EnvironmentCheck.of(Inverted::new, settings).findings()).isEmpty();
    assertThat(EnvironmentCheck.ofVector(Batched::new, settings).findings()).isEmpty();
    assertThat(EnvironmentCheck.ofVector(InfosTest::simulated, settings).findings()).isEmpty();
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  @Test
  void namesBecomeColumnsAndFiguresSoTheyArePlainAndDiffer() {
    assertThat(InfoNames.complaint(List.of())).isNull();
    assertThat(InfoNames.complaint(List.of("x_position", "episode/r", "Größe", "a.b[0]"))).isNull();
    assertThat(InfoNames.complaint(numbered(InfoNames.MOST))).isNull();
    assertThat(InfoNames.complaint(numbered(InfoNames.MOST + 1))).contains("257 names; give 256");
    assertThat(InfoNames.complaint(List.of("a", "a"))).contains("'a' is there twice");
    assertThat(InfoNames.complaint(List.of("x_final", "x"))).contains("'x_final' is what loggers");
    assertThat(InfoNames.complaint(List.of(""))).contains("has 0 characters");
    assertThat(InfoNames.complaint(List.of("x".repeat(101)))).contains("has 101 characters");
    assertThat(InfoNames.complaint(Arrays.asList("x", null))).contains("null");
    for (String bad :
        List.of("a b", "a,b", "a\"b", "a\nb", "a\u001b[31m", "a\u202eb", "a\u00a0b")) {
      assertThat(InfoNames.complaint(List.of(bad)))
          .startsWith("character 1 of the name 'a")
          .doesNotContainPattern("\\p{Cntrl}|\u202e");
    }
  }

  @Test
  void copiesOfOtherOrUnlawfulNamesAreNotMade() {
    int[] made = new int[1];
    assertThatThrownBy(
            () ->
                VectorEnvironments.of(
                    () -> {
                      String name = "of" + made[0]++;
                      return new Counting() {
                        @Override
                        public List<String> infoNames() {
                          return List.of(name);
                        }
                      };
                    },
                    COPIES))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("copy 1")
        .hasMessageContaining("infos [of1]");
    Counting unlawful =
        new Counting() {
          @Override
          public List<String> infoNames() {
            return List.of("x y");
          }

          @Override
          public String name() {
            return "Spaced";
          }
        };
    assertThatThrownBy(() -> VectorEnvironments.of(() -> unlawful, 1))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("Spaced: infoNames(): character 1 of the name 'x y' is U+0020");
    int[] others = new int[1];
    assertThatThrownBy(
            () ->
                new SimulatorCopies(
                    new EnvironmentInfo(
                        "S-v0", "counts", OBSERVATIONS, ACTIONS, 9, OptionalDouble.empty()),
                    2,
                    1,
                    () -> {
                      List<String> names = numbered(++others[0]);
                      return new Simulated() {
                        @Override
                        public List<String> infoNames() {
                          return names;
                        }
                      };
                    }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(
            "S-v0, copy 1: infos [n0, n1]; every copy must have those of copy 0, which are [n0]");
  }

  @Test
  void infoThatFailsIsTheEnvironmentsFailure() {
    Counting failing =
        new Counting() {
          @Override
          public void info(double[] values) {
            values[7] = 1;
          }

          @Override
          public String name() {
            return "Seven";
          }
        };
    try (VectorEnvironment environment = VectorEnvironments.of(() -> failing, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[1], batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Seven, copy 0: info after step 1 of the episode failed")
          .hasMessageContaining("Index 7");
    }
  }
}
