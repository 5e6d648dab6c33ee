package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedStateTest {
  @Test
  void anotherProcessGoesOnWithTheSameNumbers() throws IOException {
    byte[] saved;
    List<float[]> rest;
    try (VectorEnvironment environment = Python.make("Walk", 3)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(2, batch);
      EpisodesTest.walk(environment, batch, 0, 333);
      saved = save(environment);
      rest = EpisodesTest.walk(environment, batch, 333, 700);
    }
    try (VectorEnvironment other = Python.make("Walk", 3, "processes", "2")) {
      restore(other, saved);
      assertThat(save(other)).isEqualTo(saved);
      List<float[]> resumed = EpisodesTest.walk(other, new StepBatch(other), 333, 700);
      assertThat(resumed).usingRecursiveComparison().isEqualTo(rest);
      assertThat(rest.stream().anyMatch(row -> row.length == 6 && ended(row))).isTrue();
    }
  }

  private static boolean ended(float[] outcomes) {
    return outcomes[1] > 500 || outcomes[3] > 500 || outcomes[5] > 500;
  }

  @Test
  void aFreshStartIsAStateToo() throws IOException {
    try (VectorEnvironment environment = Python.make("Walk", 2)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(9, batch);
      byte[] saved = save(environment);
      List<float[]> first = EpisodesTest.walk(environment, batch, 0, 20);
      restore(environment, saved);
      assertThat(EpisodesTest.walk(environment, batch, 0, 20))
          .usingRecursiveComparison()
          .isEqualTo(first);
    }
  }

  @Test
  void aStateNeedsAStart() {
    try (VectorEnvironment environment = Python.make("Walk", 1)) {
      assertThatThrownBy(() -> save(environment))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call reset first");
    }
  }

  @Test
  void anEnvironmentThatFollowsFromNothingIsFoundOut() throws IOException {
    try (VectorEnvironment environment = Python.make("Chaos", 2)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      byte[] saved = save(environment);
      assertThatThrownBy(() -> restore(environment, saved))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaying its 1 steps from seed 0")
          .hasMessageContaining("not deterministic under its seed");
      assertThatThrownBy(() -> environment.step(new float[2], batch))
          .isInstanceOf(IllegalStateException.class);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      assertThat(batch.rewards[0]).isEqualTo(1.1);
    }
  }

  @Test
  void anEnvironmentOfOtherLengthIsFoundOut() throws IOException {
    byte[] saved;
    try (VectorEnvironment environment = Python.make("Counter", 1, "kwargs.truncate", "9")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      for (int t = 0; t < 5; t++) {
        environment.step(new float[1], batch);
      }
      saved = save(environment);
    }
    try (VectorEnvironment other = Python.make("Counter", 1, "kwargs.truncate", "4")) {
      assertThatThrownBy(() -> restore(other, saved))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not lead to the observation that it was saved with");
    }
  }

  @Test
  void manyEpisodesAndSeedsGoOnWithTheSameNumbers() throws IOException {
    for (int steps : new int[] {6, 999, 1000, 1001, 1007, 2345}) {
      try (VectorEnvironment environment = Python.make("Counter", 2, "kwargs.truncate", "7")) {
        StepBatch batch = new StepBatch(environment);
        environment.reset(3, batch);
        count(environment, batch, steps);
        byte[] saved = save(environment);
        List<float[]> rest = count(environment, batch, 1100);
        environment.reset(4, batch);
        restore(environment, saved);
        assertThat(count(environment, batch, 1100)).usingRecursiveComparison().isEqualTo(rest);
      }
    }
  }

  private static List<float[]> count(VectorEnvironment environment, StepBatch batch, int steps) {
    List<float[]> observations = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      environment.step(new float[2], batch);
      observations.add(batch.observations.clone());
    }
    return observations;
  }

  @Test
  void statesOfOtherEnvironmentsAreRefused() throws IOException {
    byte[] saved;
    try (VectorEnvironment environment = Python.make("Counter", 2)) {
      environment.reset(0, new StepBatch(environment));
      saved = save(environment);
    }
    try (VectorEnvironment other = Python.make("Counter", 3)) {
      assertThatThrownBy(() -> restore(other, saved))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the saved state is of 2 copies of")
          .hasMessageContaining("make the environment the run was started with");
    }
    try (VectorEnvironment other = Python.make("Chaos", 2)) {
      assertThatThrownBy(() -> restore(other, saved)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void damagedStatesAreRefused() throws IOException {
    try (VectorEnvironment environment = Python.make("Counter", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[1], batch);
      byte[] saved = save(environment);
      for (int length = 0; length < saved.length; length += 3) {
        byte[] cut = Arrays.copyOf(saved, length);
        assertThatThrownBy(() -> restore(environment, cut))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("ends too early");
      }
      int steps = saved.length - 12;
      byte[] negative = saved.clone();
      negative[steps] = -1;
      assertThatThrownBy(() -> restore(environment, negative))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged: copy 0");
      byte[] endless = saved.clone();
      endless[steps] = 0x7f;
      assertThatThrownBy(() -> restore(environment, endless))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends too early");
      byte[] forged = saved.clone();
      ByteBuffer.wrap(forged).putFloat(saved.length - 8, 77);
      assertThatThrownBy(() -> restore(environment, forged))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("copy 0 has an action in step 1 that is not in Discrete");
      byte[] otherHash = saved.clone();
      otherHash[saved.length - 1] ^= 1;
      assertThatThrownBy(() -> restore(environment, otherHash))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not deterministic");
      restore(environment, saved);
      environment.step(new float[1], batch);
      assertThat(batch.rewards[0]).isEqualTo(2.1);
    }
  }

  static byte[] save(VectorEnvironment environment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    environment.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static void restore(VectorEnvironment environment, byte[] saved) throws IOException {
    environment.restore(new DataInputStream(new ByteArrayInputStream(saved)));
  }
}
