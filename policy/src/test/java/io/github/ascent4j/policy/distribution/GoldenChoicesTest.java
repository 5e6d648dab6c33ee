package io.github.ascent4j.policy.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ascent4j.policy.golden.Golden;
import io.github.ascent4j.policy.golden.ReadsGolden;
import io.github.ascent4j.policy.math.FloatMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases of distributions over choices. */
@ReadsGolden
final class GoldenChoicesTest {
  static List<Golden.Case> exact() {
    return Golden.cases(
        "distributions.json",
        11,
        c -> Set.of("categorical", "multi_categorical", "bernoulli").contains(c.kind()));
  }

  static List<Golden.Case> maskedAction() {
    return Golden.cases("distributions.json", 1, c -> c.kind().equals("categorical_masked_action"));
  }

  static List<Golden.Case> rlpyt() {
    return Golden.cases("distributions.json", 1, c -> c.kind().equals("rlpyt_categorical"));
  }

  @Test
  void everyDistributionIsTaken() {
    Golden.assertComplete(
        "distributions.json",
        Set.of(),
        GoldenChoicesTest.class,
        GoldenGaussianTest.class,
        GoldenBetaTest.class);
  }

  @ParameterizedTest
  @MethodSource
  void exact(Golden.Case golden) {
    float[] logits = Golden.exactFloats(golden.input("logits"));
    float[] other = Golden.exactFloats(golden.input("other_logits"));
    float[] actions = Golden.exactFloats(golden.input("actions"));
    Rows rows = new Rows(distribution(golden, 0), logits, actions, masks(golden)).evaluate();

    golden.check("log_prob", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("mode", rows.modes());
    golden.check("kl", rows.kl(other));
    golden.check("probs", probabilities(rows));
    golden.check("grad_log_prob_logits", rows.gradient(1, 0));
    golden.check("grad_entropy_logits", rows.gradient(0, 1));
    golden.check("grad_kl_logits", rows.klGradients(other)[0]);
    golden.check("grad_kl_other_logits", rows.klGradients(other)[1]);
    boolean[] masks = rows.masks;
    for (int i = 0; masks != null && i < masks.length; i++) {
      if (!masks[i]) {
        assertThat(rows.gradient(1, 1)[i]).isZero();
        assertThat(rows.klGradients(other)[0][i]).isZero();
        assertThat(rows.klGradients(other)[1][i]).isZero();
        assertThat(probabilities(rows)[i]).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void maskedAction(Golden.Case golden) {
    float[] logits = Golden.exactFloats(golden.input("logits"));
    float[] actions = Golden.exactFloats(golden.input("actions"));
    Rows rows = new Rows(distribution(golden, 0), logits, actions, masks(golden)).evaluate();
    golden.check("log_prob", rows.logProbs());
    golden.check("mode", rows.modes());
    golden.check("probs", probabilities(rows));
  }

  /** Its KL is that of the old distribution from the new one. */
  @ParameterizedTest
  @MethodSource
  void rlpyt(Golden.Case golden) {
    Distribution distribution = distribution(golden, 1e-8f);
    float[] logits = Golden.exactFloats(golden.input("logits"));
    float[] old = Golden.exactFloats(golden.input("old_logits"));
    float[] actions = Golden.exactFloats(golden.input("actions"));
    Rows rows = new Rows(distribution, logits, actions).evaluate();
    Rows oldRows = new Rows(distribution, old, actions).evaluate();
    float[] ratios = new float[rows.count];
    float[] perplexities = new float[rows.count];
    float[] ofRatio = rows.gradient(1, 0);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = FloatMath.exp(rows.logProbs()[i] - oldRows.logProbs()[i]);
      perplexities[i] = FloatMath.exp(rows.entropies()[i]);
      for (int k = 0; k < distribution.parameterCount(); k++) {
        ofRatio[i * distribution.parameterCount() + k] *= ratios[i];
      }
    }
    golden.check("log_likelihood", rows.logProbs());
    golden.check("entropy", rows.entropies());
    golden.check("perplexity", perplexities);
    golden.check("likelihood_ratio", ratios);
    golden.check("kl", oldRows.kl(logits));
    golden.check("probs", probabilities(rows));
    golden.check("grad_log_likelihood_logits", rows.gradient(1, 0));
    golden.check("grad_entropy_logits", rows.gradient(0, 1));
    golden.check("grad_likelihood_ratio_logits", ofRatio);
    golden.check("grad_kl_logits", oldRows.klGradients(logits)[1]);
  }

  private static Distribution distribution(Golden.Case golden, float epsilon) {
    int width = golden.input("logits").get(0).size();
    if (golden.kind().equals("bernoulli")) {
      return new Bernoulli(width);
    }
    if (golden.kind().equals("multi_categorical")) {
      List<Integer> nvec = new ArrayList<>();
      golden.input("nvec").forEach(n -> nvec.add(n.asInt()));
      return new MultiCategorical(nvec);
    }
    return new Categorical(width, epsilon);
  }

  private static boolean @Nullable [] masks(Golden.Case golden) {
    if (!golden.given("mask")) {
      return null;
    }
    JsonNode mask = golden.input("mask");
    float[] flags = Golden.exactFloats(mask);
    boolean[] masks = new boolean[flags.length];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = flags[i] != 0;
    }
    return masks;
  }

  /** Every choice's probability from its log-probability, part by part. */
  private static float[] probabilities(Rows rows) {
    Distribution distribution = rows.distribution;
    float[] probabilities = new float[rows.parameters.length];
    int width = distribution.parameterCount();
    int column = 0;
    for (int part = 0; part < distribution.actionSize(); part++) {
      int n = choices(distribution, part);
      // The other parts choose the same all along, and so drop out of the quotient.
      float[][] logProbs = new float[n][];
      for (int k = 0; k < n; k++) {
        float[] actions = allowedActions(rows);
        for (int i = 0; i < rows.count; i++) {
          actions[i * distribution.actionSize() + part] = k;
        }
        Rows asked = new Rows(distribution, rows.parameters, actions, rows.masks).evaluate();
        logProbs[k] = asked.logProbs();
      }
      for (int i = 0; i < rows.count; i++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += Math.exp(logProbs[k][i]);
        }
        if (distribution instanceof Bernoulli) {
          probabilities[i * width + part] = (float) (Math.exp(logProbs[1][i]) / sum);
        } else {
          for (int k = 0; k < n; k++) {
            probabilities[i * width + column + k] = (float) (Math.exp(logProbs[k][i]) / sum);
          }
        }
      }
      column += n;
    }
    return probabilities;
  }

  private static float[] allowedActions(Rows rows) {
    return Arrays.copyOf(rows.modes(), rows.actions.length);
  }

  private static int choices(Distribution distribution, int part) {
    if (distribution instanceof MultiCategorical multi) {
      return multi.nvec().get(part);
    }
    return distribution instanceof Categorical categorical ? categorical.n() : 2;
  }
}
