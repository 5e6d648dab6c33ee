package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  @Test
  void copiesAreSeededOneAfterAnother() {
    try (VectorEnvironment environment = Python.make("Counter", 3)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(40, batch);
      assertThat(seeds(batch)).containsExactly(40f, 41f, 42f);
      assertThat(batch.rewards).containsOnly(0);
    }
  }

  private static float[] seeds(StepBatch batch) {
    float[] seeds = new float[batch.rewards.length];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = batch.observations[3 * i + 1];
    }
    return seeds;
  }

  @Test
  void theFirstObservationIsTheOneThatPythonGivesForTheSeed() {
    try (VectorEnvironment environment = Python.make("Counter", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(7, batch);
      // numpy.random.default_rng(7).random()
      assertThat(batch.observations[2]).isEqualTo((float) 0.625095466604667);
    }
  }

  @Test
  void terminationAndTruncationAreToldApartAndTheFinalObservationIsKept() {
    try (VectorEnvironment environment =
        Python.make("Counter", 2, "kwargs.terminate", "3", "kwargs.truncate", "3")) {
      assertEnds(environment, true, true);
    }
    try (VectorEnvironment environment = Python.make("Counter", 2, "kwargs.terminate", "3")) {
      assertEnds(environment, true, false);
    }
    try (VectorEnvironment environment = Python.make("Counter", 2, "kwargs.truncate", "3")) {
      assertEnds(environment, false, true);
    }
  }

  private static void assertEnds(
      VectorEnvironment environment, boolean terminated, boolean truncated) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(0, batch);
    environment.step(new float[2], batch);
    environment.step(new float[2], batch);
    assertThat(batch.terminated).containsOnly(false);
    assertThat(batch.truncated).containsOnly(false);
    assertThat(batch.rewards).containsExactly(2.1, 2.1);
    environment.step(new float[2], batch);
    assertThat(batch.terminated).containsOnly(terminated);
    assertThat(batch.truncated).containsOnly(truncated);
    assertThat(batch.rewards).containsExactly(3.1, 3.1);
    assertThat(batch.finalObservations[0]).isEqualTo(3);
    assertThat(batch.finalObservations[3]).isEqualTo(3);
    assertThat(batch.finalObservations[4]).isEqualTo(1);
    assertThat(batch.observations[0]).isEqualTo(0);
    assertThat(batch.observations[3]).isEqualTo(0);
    environment.step(new float[2], batch);
    assertThat(batch.terminated).containsOnly(false);
    assertThat(batch.truncated).containsOnly(false);
    assertThat(batch.observations[0]).isEqualTo(1);
  }

  @Test
  void aNewSeedComesWithTheFirstEpisodeAfterAThousandSteps() {
    try (VectorEnvironment environment = Python.make("Counter", 2, "kwargs.truncate", "300")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      List<Float> seeds = new ArrayList<>();
      for (int t = 1; t <= 6000; t++) {
        environment.step(new float[2], batch);
        // Counter observes -1 where an episode has no seed.
        if (batch.truncated[0] && seeds(batch)[0] >= 0) {
          assertThat(t % 1200).isZero();
          seeds.add(seeds(batch)[0]);
          seeds.add(seeds(batch)[1]);
        }
      }
      assertThat(seeds)
          .hasSize(10)
          .doesNotHaveDuplicates()
          .allMatch(seed -> seed > 1000 && seed <= 0x1p31f);
    }
  }

  @Test
  void episodesWithoutASeedGoOnWithTheGenerator() {
    try (VectorEnvironment environment = Python.make("Counter", 1, "kwargs.truncate", "1")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(7, batch);
      environment.step(new float[1], batch);
      // Three numbers of numpy.random.default_rng(7): two of the first episode, one of the second.
      assertThat(batch.finalObservations[2]).isEqualTo((float) 0.8972138009695755);
      assertThat(batch.observations[2]).isEqualTo((float) 0.7756856902451935);
    }
  }

  @Test
  void theNumberOfProcessesChangesNothing() {
    List<float[]> one = walk(Python.make("Walk", 5), 60);
    List<float[]> three = walk(Python.make("Walk", 5, "processes", "3"), 60);
    List<float[]> more = walk(Python.make("Walk", 5, "processes", "9"), 60);
    assertThat(three).usingRecursiveComparison().isEqualTo(one);
    assertThat(more).usingRecursiveComparison().isEqualTo(one);
  }

  @Test
  void theSameSeedGivesTheSameNumbersAgain() {
    try (VectorEnvironment environment = Python.make("Walk", 3)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(5, batch);
      List<float[]> first = walk(environment, batch, 0, 50);
      environment.reset(5, batch);
      List<float[]> second = walk(environment, batch, 0, 50);
      environment.reset(6, batch);
      List<float[]> other = walk(environment, batch, 0, 50);
      assertThat(second).usingRecursiveComparison().isEqualTo(first);
      assertThat(other.get(0)).isNotEqualTo(first.get(0));
    }
  }

  private static List<float[]> walk(VectorEnvironment environment, int steps) {
    try (environment) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(1, batch);
      return walk(environment, batch, 0, steps);
    }
  }

  /** Everything that the steps give, in rows. */
  static List<float[]> walk(VectorEnvironment environment, StepBatch batch, int from, int to) {
    List<float[]> rows = new ArrayList<>();
    int copies = environment.copies();
    float[] actions = new float[2 * copies];
    for (int t = from; t < to; t++) {
      for (int i = 0; i < actions.length; i++) {
        actions[i] = 0.1f * ((7 * t + 3 * i) % 5 - 1) / 4;
      }
      environment.step(actions, batch);
      rows.add(batch.observations.clone());
      float[] outcomes = new float[2 * copies];
      for (int i = 0; i < copies; i++) {
        outcomes[2 * i] = (float) batch.rewards[i];
        if (batch.terminated[i]) {
          outcomes[2 * i + 1] = batch.finalObservations[2 * i] + 1000;
        }
      }
      rows.add(outcomes);
    }
    return rows;
  }

  @Test
  void steppingInPartsGivesWhatSteppingTogetherGives() {
    List<float[]> together = walk(Python.make("Walk", 4), 40);
    try (VectorEnvironment environment = Python.make("Walk", 4, "processes", "2")) {
      assertThat(environment.stepsInParts()).isTrue();
      List<float[]> parts = walk(new InParts(environment), 40);
      assertThat(parts).usingRecursiveComparison().isEqualTo(together);
    }
  }

  @Test
  void aPartLeavesTheOthersAsTheyAre() {
    try (VectorEnvironment environment = Python.make("Counter", 4)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      batch.rewards[0] = -5;
      environment.step(new float[4], batch, 1, 2);
      assertThat(batch.rewards).containsExactly(-5, 1.1, 1.1, 0);
      assertThat(batch.observations[0]).isZero();
      assertThat(batch.observations[3]).isEqualTo(1);
      assertThat(batch.observations[9]).isZero();
    }
  }

  @Test
  void actionsOutsideTheSpaceAreRefusedBeforeAnyCopyMoves() {
    try (VectorEnvironment environment = Python.make("Counter", 2)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      assertThatThrownBy(() -> environment.step(new float[] {0, 2}, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("copy 1: action [2.0] at step 1 of the episode is not in Discrete");
      assertThatThrownBy(() -> environment.step(new float[] {0, Float.NaN}, batch))
          .isInstanceOf(EnvironmentException.class);
      assertThatThrownBy(() -> environment.step(new float[3], batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs 2 action floats, but got 3");
      environment.step(new float[] {0, 1}, batch);
      assertThat(batch.rewards).containsExactly(1.1, 1.1);
    }
  }

  @Test
  void anActionOnABoundOfDoublesStaysInside() {
    // As a float 0.1 lies above the double 0.1; Walk refuses what is beyond its bounds.
    try (VectorEnvironment environment = Python.make("Walk", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[] {0.1f, -0.1f}, batch);
      assertThat(batch.rewards[0]).isNegative();
    }
  }

  @Test
  void wrongUseIsRefused() {
    try (VectorEnvironment environment = Python.make("Counter", 2)) {
      StepBatch batch = new StepBatch(environment);
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset or restore first");
      assertThatThrownBy(() -> environment.reset(-1, batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("use a seed of 0 or more");
      assertThatThrownBy(
              () -> environment.reset(0, new StepBatch(3, environment.observationSpace())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("new StepBatch(environment)");
    }
  }

  @Test
  void steppingAllocatesNothing() {
    try (VectorEnvironment environment =
        Python.make("Counter", 8, "kwargs.truncate", "50", "processes", "2")) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      StepBatch batch = new StepBatch(environment);
      float[] actions = new float[8];
      environment.reset(0, batch);
      long least = Long.MAX_VALUE;
      // A window may see the virtual machine's own allocations; what stepping allocates it
      // allocates in every window.
      for (int window = 0; window < 10; window++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 200; t++) {
          environment.step(actions, batch);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }
}
