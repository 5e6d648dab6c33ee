package io.github.ascent4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.engine.Optimization.ClipRule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What optimisers may be asked for, and how gradients are clipped. */
final class OptimizerTest {
  /** Norm 2 with at most 0.5: a quarter, but for PyTorch's 1e-6. */
  @Test
  void bothRulesOfClippingScaleDownToTheLargestNorm() {
    assertThat(ClipRule.TORCH.factor(2, 0.5)).isEqualTo(0.5 / (2 + 1e-6));
    assertThat(ClipRule.TENSORFLOW.factor(2, 0.5)).isEqualTo(0.25);
  }

  /** At the norm itself PyTorch's rule still takes a little away. */
  @Test
  void smallerGradientsPassUnchanged() {
    for (ClipRule rule : ClipRule.values()) {
      assertThat(rule.factor(0.4, 0.5)).isEqualTo(1);
      assertThat(rule.factor(0, 0.5)).isEqualTo(1);
      assertThat(rule.factor(1e30, Double.POSITIVE_INFINITY)).isEqualTo(1);
    }
    assertThat(ClipRule.TENSORFLOW.factor(0.5, 0.5)).isEqualTo(1);
    assertThat(ClipRule.TORCH.factor(0.5, 0.5)).isEqualTo(0.5 / (0.5 + 1e-6));
  }

  @Test
  void slotsHavePyTorchsNames() {
    assertThat(Optimizer.Adam.withEpsilon(1e-8).slots()).containsExactly("exp_avg", "exp_avg_sq");
    assertThat(new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.01).slots())
        .containsExactly("exp_avg", "exp_avg_sq");
    assertThat(new Optimizer.RmsProp(0.99, 1e-5, 0, 0, false, true).slots())
        .containsExactly("square_avg");
    assertThat(new Optimizer.RmsProp(0.99, 1e-5, 0, 0.9, true, false).slots())
        .containsExactly("square_avg", "grad_avg", "momentum_buffer");
    assertThat(new Optimizer.Sgd(0, 0, 0, false).slots()).isEmpty();
    assertThat(new Optimizer.Sgd(0.9, 0, 0, false).slots()).containsExactly("momentum_buffer");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    refused(() -> new Optimizer.Adam(1, 0.999, 1e-8, 0), "Adam beta1 1.0");
    refused(() -> new Optimizer.AdamW(0.9, -0.1, 1e-8, 0), "Adam beta2 -0.1");
    refused(() -> Optimizer.Adam.withEpsilon(0), "epsilon 0.0 must be a positive float");
    refused(() -> Optimizer.Adam.withEpsilon(1e-60), "epsilon 1.0E-60 must be a positive float");
    refused(() -> new Optimizer.Adam(0.9, 0.999, 1e-8, -1), "weight decay -1.0");
    refused(() -> new Optimizer.RmsProp(Double.NaN, 1e-5, 0, 0, false, false), "alpha NaN");
    refused(() -> new Optimizer.RmsProp(0.9, 1e-5, 0, 1, false, false), "momentum 1.0");
    refused(() -> new Optimizer.Sgd(0.9, 1.5, 0, false), "dampening 1.5 must be from 0 to 1");
    refused(() -> new Optimizer.Sgd(0.9, 0.5, 0, true), "needs a momentum above 0");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
