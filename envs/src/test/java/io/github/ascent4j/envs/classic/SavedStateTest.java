package io.github.ascent4j.envs.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.simulator.Pcg64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedStateTest {
  static List<String> ids() {
    return Tasks.IDS;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void restoredEnvironmentGoesOnWithTheSameBits(String id) throws IOException {
    ClassicControl original = Tasks.make(id, 3);
    StepBatch batch = Tasks.batch(original);
    original.reset(9, batch);
    Pcg64 generator = new Pcg64(4);
    run(original, batch, generator, 33);
    ClassicControl restored = Tasks.make(id, 3);
    restored.restore(input(saved(original)));
    StepBatch restoredBatch = Tasks.batch(restored);
    float[] actions = new float[3];
    for (int t = 0; t < 1100; t++) {
      for (int i = 0; i < actions.length; i++) {
        actions[i] = Tasks.randomAction(original, generator);
      }
      original.step(actions, batch);
      restored.step(actions, restoredBatch);
      assertThat(restoredBatch.observations).containsExactly(batch.observations);
      assertThat(restoredBatch.rewards).containsExactly(batch.rewards);
      assertThat(restoredBatch.terminated).containsExactly(batch.terminated);
      assertThat(restoredBatch.truncated).containsExactly(batch.truncated);
    }
  }

  @Test
  void stateOfAnotherEnvironmentIsRefusedByName() throws IOException {
    byte[] bytes = saved(started(CartPole.v1(2)));
    assertThatThrownBy(() -> CartPole.v0(2).restore(input(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2 copies of CartPole-v1")
        .hasMessageContaining("2 copies of CartPole-v0");
  }

  @Test
  void stateOfAnotherNumberOfCopiesIsRefused() throws IOException {
    byte[] bytes = saved(started(CartPole.v1(2)));
    assertThatThrownBy(() -> CartPole.v1(3).restore(input(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2 copies of CartPole-v1")
        .hasMessageContaining("3 copies of CartPole-v1");
  }

  @Test
  void everyShortenedStateIsRefused() throws IOException {
    byte[] bytes = saved(started(CartPole.v1(2)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] shortened = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> CartPole.v1(2).restore(input(shortened)))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut short");
    }
  }

  @Test
  void impossibleStateIsRefused() throws IOException {
    CartPole cartPole = started(CartPole.v1(2));
    cartPole.elapsed[1] = 500;
    byte[] late = saved(cartPole);
    assertThatThrownBy(() -> CartPole.v1(2).restore(input(late)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("copy 1 has 500 elapsed steps of 500");
    cartPole.state[2][0] = Double.NaN;
    byte[] invalid = saved(cartPole);
    assertThatThrownBy(() -> CartPole.v1(2).restore(input(invalid)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("copy 0 has a state of NaN");
  }

  @Test
  void failedRestoreAsksForAReset() {
    CartPole cartPole = started(CartPole.v1(1));
    assertThatThrownBy(() -> cartPole.restore(input(new byte[3]))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> cartPole.step(new float[1], Tasks.batch(cartPole)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call reset or restore first");
  }

  @Test
  void unstartedEnvironmentHasNothingToSave() {
    assertThatThrownBy(() -> saved(CartPole.v1(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call reset first");
  }

  private static CartPole started(CartPole cartPole) {
    cartPole.reset(0, Tasks.batch(cartPole));
    return cartPole;
  }

  private static void run(ClassicControl environment, StepBatch batch, Pcg64 generator, int steps) {
    float[] actions = new float[environment.copies()];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < actions.length; i++) {
        actions[i] = Tasks.randomAction(environment, generator);
      }
      environment.step(actions, batch);
    }
  }

  private static byte[] saved(ClassicControl environment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    environment.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
