package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Optimisers parameter by parameter, as their formulas stand. */
final class NaiveOptimizer {
  private final Optimizer optimizer;
  private final int size;
  private final Map<String, float[]> slots = new LinkedHashMap<>();
  private long steps;

  NaiveOptimizer(Optimizer optimizer, int size) {
    this.optimizer = optimizer;
    this.size = size;
    for (String name : optimizer.slots()) {
      slots.put(name, new float[size]);
    }
    if (optimizer instanceof Optimizer.RmsProp rmsProp && rmsProp.tensorflow()) {
      Arrays.fill(slots.get("square_avg"), 1);
    }
  }

  void step(float[] parameters, float[] gradient, double rate, double scale) {
    steps++;
    for (int j = 0; j < size; j++) {
      double p = parameters[j];
      double g = gradient[j] * scale;
      parameters[j] =
          (float)
              switch (optimizer) {
                case Optimizer.Adam o ->
                    adam(j, p, g + o.weightDecay() * p, rate, o.beta1(), o.beta2(), o.epsilon());
                case Optimizer.AdamW o ->
                    adam(
                        j,
                        p * (1 - rate * o.weightDecay()),
                        g,
                        rate,
                        o.beta1(),
                        o.beta2(),
                        o.epsilon());
                case Optimizer.RmsProp o -> rmsProp(o, j, p, g + o.weightDecay() * p, rate);
                case Optimizer.Sgd o -> sgd(o, j, p, g + o.weightDecay() * p, rate);
              };
    }
  }

  private double mixed(String slot, int j, double share, double value) {
    float[] values = slots.get(slot);
    values[j] = (float) (share * values[j] + (1 - share) * value);
    return values[j];
  }

  private double adam(
      int j, double p, double g, double rate, double beta1, double beta2, double epsilon) {
    double m = mixed("exp_avg", j, beta1, g);
    double v = mixed("exp_avg_sq", j, beta2, g * g);
    double divisor = Math.sqrt(v / (1 - Math.pow(beta2, steps))) + epsilon;
    return p - rate / (1 - Math.pow(beta1, steps)) * m / divisor;
  }

  private double rmsProp(Optimizer.RmsProp o, int j, double p, double g, double rate) {
    double s = mixed("square_avg", j, o.alpha(), g * g);
    if (o.centered()) {
      double m = mixed("grad_avg", j, o.alpha(), g);
      s -= m * m;
    }
    double divisor = o.tensorflow() ? Math.sqrt(s + o.epsilon()) : Math.sqrt(s) + o.epsilon();
    float[] buffer = slots.get("momentum_buffer");
    if (buffer == null) {
      return p - rate * g / divisor;
    }
    buffer[j] = (float) (o.momentum() * buffer[j] + g / divisor);
    return p - rate * buffer[j];
  }

  private double sgd(Optimizer.Sgd o, int j, double p, double g, double rate) {
    float[] buffer = slots.get("momentum_buffer");
    if (buffer == null) {
      return p - rate * g;
    }
    buffer[j] = (float) (steps == 1 ? g : o.momentum() * buffer[j] + (1 - o.dampening()) * g);
    return p - rate * (o.nesterov() ? g + o.momentum() * buffer[j] : buffer[j]);
  }

  OptimizerState state() {
    return new OptimizerState(steps, slots.values().stream().map(float[]::clone).toList());
  }

  void restore(OptimizerState state) {
    state.check(optimizer, size);
    steps = state.steps();
    int k = 0;
    for (float[] slot : slots.values()) {
      System.arraycopy(state.slots().get(k++), 0, slot, 0, size);
    }
  }
}
