package io.github.ascent4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.core.testing.Identity;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.simd.SimdEngine;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The softmax at the temperature is the policy, whoever asks: who samples, who learns, and who
 * serves. A tutorial that samples at a temperature and learns at 1 follows no policy's gradient.
 */
final class TemperatureTest {
  private static final int CHOICES = 3;
  private static final int DRAWS = 20_000;

  /** The same weights at any temperature. */
  private static Agent<PolicyGradientConfig> agent(double temperature) {
    return PolicyGradientAgent.create(
        Identity.discrete(1, CHOICES),
        PolicyGradientConventions.tutorial()
            .withPolicy(PolicyGradientConventions.tutorial().policy().withTemperature(temperature)),
        7,
        SimdEngine.create(1));
  }

  private static float[] observation(int choice) {
    float[] observation = new float[CHOICES];
    observation[choice] = 4;
    return observation;
  }

  private static double[] logProbs(Agent<PolicyGradientConfig> agent, int state) {
    double[] logProbs = new double[CHOICES];
    for (int a = 0; a < CHOICES; a++) {
      logProbs[a] =
          agent.policy().evaluateActions(observation(state), new float[] {a}).logProbs()[0];
    }
    return logProbs;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 3})
  void learnsFromTheSoftmaxOfTheLogitsDividedByTheTemperature(double temperature) {
    try (Agent<PolicyGradientConfig> plain = agent(1);
        Agent<PolicyGradientConfig> tempered = agent(temperature)) {
      assertThat(tempered.policy().parameters()).isEqualTo(plain.policy().parameters());
      for (int state = 0; state < CHOICES; state++) {
        // Log-probabilities are logits, up to a constant that the softmax takes out again.
        double[] logits = logProbs(plain, state);
        double sum = Arrays.stream(logits).map(l -> Math.exp(l / temperature)).sum();
        double[] actual = logProbs(tempered, state);
        double entropy = 0;
        for (int a = 0; a < CHOICES; a++) {
          double expected = logits[a] / temperature - Math.log(sum);
          assertThat(actual[a]).isCloseTo(expected, within(1e-5));
          entropy -= Math.exp(expected) * expected;
        }
        assertThat(
                (double)
                    tempered
                        .policy()
                        .evaluateActions(observation(state), new float[] {0})
                        .entropies()[0])
            .isCloseTo(entropy, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3})
  void samplesFromThePolicyItLearns(double temperature) {
    try (Agent<PolicyGradientConfig> agent = agent(temperature)) {
      Policy served = new Policy(agent.policy().saved(Map.of()));
      TrainingRandom random = new TrainingRandom(1, 0);
      TrainingRandom servedRandom = new TrainingRandom(1, 0);
      float[] many = new float[DRAWS * CHOICES];
      for (int i = 0; i < DRAWS; i++) {
        many[i * CHOICES] = 4;
      }
      AgentPolicy.Decision decision = agent.policy().act(many, false, random);
      double[] expected = Arrays.stream(logProbs(agent, 0)).map(Math::exp).toArray();
      double[] counts = new double[CHOICES];
      float[] action = new float[1];
      for (int i = 0; i < DRAWS; i++) {
        int taken = (int) decision.actions()[i];
        counts[taken]++;
        assertThat(decision.logProbs()[i])
            .isCloseTo((float) Math.log(expected[taken]), within(1e-5f));
        served.sample(observation(0), servedRandom, action);
        assertThat(action[0]).isEqualTo(taken);
      }
      for (int a = 0; a < CHOICES; a++) {
        double deviation = Math.sqrt(expected[a] * (1 - expected[a]) / DRAWS);
        assertThat(counts[a] / DRAWS).isCloseTo(expected[a], within(4 * deviation));
      }
    }
  }
}
