package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Optimizer;
import io.github.ascent4j.core.engine.OptimizerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An optimiser on the flat parameters, and what it remembers of them. */
final class OptimizerMemory {
  private static final float[] NONE = {};

  private final Optimizer optimizer;
  private final Plan plan;
  private final int size;
  private final List<String> names;
  private final AdamStep adamStep = new AdamStep();
  private final RmsPropStep rmsPropStep = new RmsPropStep();
  private final SgdStep sgdStep = new SgdStep();

  /** Adam's first moments, RMSprop's running means of gradients. */
  private final float[] means;

  /** Running means of squares, for both. */
  private final float[] squares;

  /** Momentum of RMSprop and of gradient descent. */
  private final float[] buffer;

  private long steps;

  OptimizerMemory(Optimizer optimizer, Plan plan) {
    this.optimizer = optimizer;
    this.plan = plan;
    size = plan.flatSize;
    names = optimizer.slots();
    // The kernel of RMSprop's rarer forms wants both arrays. One that is not among the slots has no
    // part in the result: means stay 0, and a buffer is multiplied by 0 before each use.
    boolean full = names.contains("grad_avg") || names.contains("momentum_buffer");
    means = array(names.contains("exp_avg") || (full && optimizer instanceof Optimizer.RmsProp));
    squares = array(names.contains("exp_avg_sq") || names.contains("square_avg"));
    buffer = array(full);
    if (optimizer instanceof Optimizer.RmsProp rmsProp && rmsProp.tensorflow()) {
      Arrays.fill(squares, 1);
    }
  }

  /** One of the same kind, which remembers nothing. */
  OptimizerMemory another() {
    return new OptimizerMemory(optimizer, plan);
  }

  /** Remembers what another one of the same kind does. */
  void become(OptimizerMemory other) {
    System.arraycopy(other.means, 0, means, 0, means.length);
    System.arraycopy(other.squares, 0, squares, 0, squares.length);
    System.arraycopy(other.buffer, 0, buffer, 0, buffer.length);
    steps = other.steps;
  }

  private float[] array(boolean needed) {
    return needed ? new float[size] : NONE;
  }

  private float[] slot(String name) {
    return switch (name) {
      case "exp_avg", "grad_avg" -> means;
      case "exp_avg_sq", "square_avg" -> squares;
      case "momentum_buffer" -> buffer;
      default -> throw new IllegalArgumentException("no state of an optimizer is called " + name);
    };
  }

  /**
   * Takes one step.
   *
   * @param scale what the gradient is multiplied by
   */
  void step(
      Kernels kernels, float[] parameters, float[] gradient, double learningRate, double scale) {
    steps++;
    switch (optimizer) {
      case Optimizer.Adam adam -> {
        AdamStep step = adamStep.set(adam, steps, learningRate, scale);
        kernels.adam(parameters, gradient, 0, means, squares, size, step);
      }
      case Optimizer.AdamW adam -> {
        AdamStep step = adamStep.set(adam, steps, learningRate, scale);
        kernels.adam(parameters, gradient, 0, means, squares, size, step);
      }
      case Optimizer.RmsProp rmsProp -> {
        RmsPropStep step = rmsPropStep.set(rmsProp, learningRate, scale);
        if (buffer.length == 0) {
          kernels.rmsProp(parameters, gradient, 0, squares, size, step);
        } else {
          kernels.fullRmsProp(parameters, gradient, 0, squares, means, buffer, size, step);
        }
      }
      case Optimizer.Sgd sgd -> {
        SgdStep step = sgdStep.set(sgd, steps, learningRate, scale);
        if (buffer.length == 0) {
          kernels.sgd(parameters, gradient, 0, size, step);
        } else {
          kernels.momentumSgd(parameters, gradient, 0, buffer, size, step);
        }
      }
    }
  }

  OptimizerState state() {
    List<float[]> slots = new ArrayList<>();
    for (String name : names) {
      slots.add(plan.gather(slot(name)));
    }
    return new OptimizerState(steps, slots);
  }

  void restore(OptimizerState state) {
    state.check(optimizer, plan.flatIndex.length);
    steps = state.steps();
    for (int k = 0; k < names.size(); k++) {
      plan.scatter(state.slots().get(k), slot(names.get(k)));
    }
  }
}
