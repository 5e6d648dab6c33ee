package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.inference.NaiveNetwork;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImagePolicyTest {
  static List<SavedAgent> imageAgents() {
    return List.of(Agents.images(false), Agents.images(true));
  }

  private static byte[] image(int size, int seed) {
    byte[] image = new byte[size];
    new Random(seed).nextBytes(image);
    return image;
  }

  private static float[] flat(byte[] image) {
    float[] flat = new float[image.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = image[i] & 0xff;
    }
    return flat;
  }

  @ParameterizedTest
  @MethodSource("imageAgents")
  void bytesAndWholeNumbersAreTheSameImage(SavedAgent agent) {
    Policy policy = new Policy(agent);
    NaiveNetwork naive = new NaiveNetwork(agent.description().network(), agent.parameters());
    float[] action = new float[1];
    float[] drawn = new float[1];
    float[] none = {};
    for (int seed = 0; seed < 20; seed++) {
      byte[] image = image(2 * 12 * 11, seed);
      NaiveNetwork.Outputs expected = naive.step(none, image);
      int best = 0;
      for (int k = 1; k < 4; k++) {
        best = expected.policy()[k] > expected.policy()[best] ? k : best;
      }
      policy.act(none, image, null, action);
      assertThat(action).containsExactly((float) best);
      assertThat(policy.act(flat(image))).containsExactly((float) best);
      assertThat(policy.value(none, image)).isEqualTo(expected.value()[0]);
      assertThat(policy.value(flat(image))).isEqualTo(expected.value()[0]);
      policy.sample(none, image, null, new Random(seed), action);
      policy.sample(flat(image), new Random(seed), drawn);
      assertThat(drawn).containsExactly(action);
    }
  }

  @Test
  void valuesThatAreNoBytesAreRefusedByName() {
    Policy policy = new Policy(Agents.images(false));
    for (float wrong : new float[] {-1, 256, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
      float[] observation = new float[2 * 12 * 11];
      observation[77] = wrong;
      assertThatThrownBy(() -> policy.act(observation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "observation[77] is "
                  + wrong
                  + "; every value of an image must be a whole number from 0 to 255");
    }
    assertThatThrownBy(() -> policy.act(new float[5])).hasMessageContaining("5 values");
    assertThatThrownBy(() -> policy.value(new float[1], new byte[264]))
        .hasMessageContaining("1 numbers and 264 bytes")
        .hasMessageEndingWith("has 0 and 264");
    assertThatThrownBy(() -> policy.value(new float[0], new byte[263]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Speed of 2, camera of 20 bytes, gear of 1, in this order. */
  @Test
  void partsOfADictReachTheirInputs() {
    SavedAgent agent = Agents.dict();
    PolicySession flat = new Policy(agent).session();
    PolicySession apart = new Policy(agent).session();
    NaiveNetwork naive = new NaiveNetwork(agent.description().network(), agent.parameters());
    float[] action = new float[1];
    float[] read = new float[3 + 4 + 1];
    for (int t = 0; t < 10; t++) {
      byte[] camera = image(20, t);
      float[] numbers = {t, -0.3f * t, t % 3};
      float[] observation = new float[23];
      observation[0] = numbers[0];
      observation[1] = numbers[1];
      System.arraycopy(flat(camera), 0, observation, 2, 20);
      observation[22] = numbers[2];

      float[] normal = numbers.clone();
      Objects.requireNonNull(agent.normalizer()).normalize(normal, 0, 1);
      System.arraycopy(normal, 0, read, 0, 3);
      NaiveNetwork.Outputs expected = naive.step(read, camera);
      assertThat(flat.value(observation)).isEqualTo(expected.value()[0]);
      assertThat(apart.value(numbers, camera)).isEqualTo(expected.value()[0]);
      float choice = flat.choose(observation);
      apart.act(numbers, camera, null, action);
      assertThat(action).containsExactly(choice);

      for (int k = 0; k < 4; k++) {
        read[3 + k] = k == choice ? 1 : 0;
      }
      read[7] = 0.25f * t;
      flat.reward(read[7]);
      apart.reward(read[7]);
    }
    assertThat(apart.state()).containsExactly(flat.state());
  }

  @Test
  void numbersBesideImagesMustBeFinite() {
    PolicySession policy = new Policy(Agents.dict()).session();
    float[] observation = new float[23];
    observation[22] = Float.NaN;
    assertThatThrownBy(() -> policy.act(observation))
        .hasMessage("observation[22] is NaN; every value must be finite");
    assertThatThrownBy(() -> policy.value(new float[] {0, 0, Float.NaN}, new byte[20]))
        .hasMessage("numbers[2] is NaN; every value must be finite");
  }

  @Test
  void masksGoWithNumbersAndBytesToo() {
    Policy policy = new Policy(Agents.ofEveryHead().get(0));
    float[] action = new float[1];
    boolean[] mask = {false, false, true, false};
    policy.act(new float[3], new byte[0], mask, action);
    assertThat(action).containsExactly(2);
    policy.sample(new float[3], new byte[0], mask, new Random(1), action);
    assertThat(action).containsExactly(2);
    assertThatThrownBy(() -> policy.act(new float[3], new byte[0], null, action))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 flags");
  }
}
