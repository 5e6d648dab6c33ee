package io.github.ascent4j.core.update;

import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.Loss;
import io.github.ascent4j.core.loss.LossBlock;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.MaskView;
import io.github.ascent4j.policy.distribution.RowView;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.List;

/*
 * Design. Fisher-vector products are exact: the network gives J^T M J d, and M, the Fisher matrix of
 * the distribution at each sample, has a closed form. So nothing is differentiated twice and nothing
 * estimated by differences.
 *
 * The surrogate is PPO's without its clipping. Trying a step runs the backward pass along with it;
 * the products cost many times as much.
 */

/**
 * Steps of a policy along the natural gradient (Kakade 2001, "A natural policy gradient") of the
 * surrogate objective {@code mean A exp(logProb - oldLogProb)}: the solution x of {@code (F +
 * damping I) x = g} with the objective's gradient g and the mean Fisher matrix F of the policy over
 * the samples, by conjugate gradients.
 */
public final class NaturalGradient {
  /** Which divergence says how far the policy has moved; both have the same Fisher matrix. */
  public enum KlDirection {
    /** KL(old || new): the paper, tianshou. */
    OLD_NEW,
    /** KL(new || old): Stable-Baselines3, Spinning Up with continuous actions. */
    NEW_OLD
  }

  /**
   * What the samples say of a policy.
   *
   * @param objective the surrogate objective
   * @param divergence mean divergence between the policy before the update and this one
   * @param entropy mean entropy
   * @param perplexity mean of exp(entropy)
   */
  public record Reached(double objective, double divergence, double entropy, double perplexity) {}

  /** The samples that the objective is about; advantages are read when {@link #solve} is called. */
  public final MinibatchPass<PpoLossSums> samples;

  private final TrainableNetwork network;
  private final Distribution distribution;
  private final KlDirection klDirection;
  private final double damping;
  private final int maxSteps;
  private final PpoLoss surrogate = PpoLoss.clipped(Double.POSITIVE_INFINITY, null, 0);
  private final ParameterLayout layout;

  private final ConjugateGradients solver;
  private final float[] gradient;
  private final float[] direction;
  private final float[] moved;
  private float[] startParameters = new float[0];
  private Reached start = new Reached(0, 0, 0, 0);
  private float[] oldOutputs = new float[0];
  private float[] divergences = new float[0];
  private final PpoLossSums sums = new PpoLossSums();
  private double curvature;

  /**
   * @param maxSteps steps of conjugate gradients at most
   * @param damping what is added to the diagonal of the Fisher matrix
   * @throws IllegalArgumentException for a network that remembers
   */
  public NaturalGradient(
      ActorCriticPolicy policy, KlDirection klDirection, int maxSteps, double damping) {
    network = policy.network();
    if (network.program().recurrent()) {
      throw new IllegalArgumentException(
          "the natural gradient needs curvature products, which a network that remembers does not"
              + " give; leave its LSTM out, or train it by ppo or a2c");
    }
    this.klDirection = klDirection;
    this.maxSteps = maxSteps;
    this.damping = damping;
    distribution = policy.distribution();
    samples = new MinibatchPass<>(policy, network, PpoLossSums::new);
    layout = network.program().layout();
    solver = new ConjugateGradients(layout.size());
    gradient = new float[layout.size()];
    direction = new float[layout.size()];
    moved = new float[layout.size()];
  }

  /**
   * Finds the direction over the gathered samples.
   *
   * @return where the policy is
   * @throws ArithmeticException if the gradient is not finite
   */
  public Reached solve() {
    startParameters = network.parameters();
    reserve(samples.count());
    backward(
        (rows, blockSums) -> {
          keep(rows);
          surrogate.evaluate(rows, blockSums);
        });
    start = new Reached(-sums.policyLoss(), 0, sums.entropy(), sums.perplexity());
    float[] ofLoss = network.gradient();
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = -ofLoss[j];
    }
    checkFinite();
    solver.solve(this::fisherProduct, gradient, direction, maxSteps);
    fisherProduct(direction, moved);
    curvature = ConjugateGradients.dot(direction, moved);
    return start;
  }

  private void reserve(int count) {
    int size = Math.multiplyExact(count, distribution.parameterCount());
    if (oldOutputs.length < size) {
      oldOutputs = new float[size];
      divergences = new float[count];
    }
  }

  private void backward(Loss<PpoLossSums> loss) {
    List<PpoLossSums> blocks = samples.backward(loss);
    sums.clear();
    blocks.forEach(sums::add);
  }

  private void keep(LossBlock rows) {
    int width = distribution.parameterCount();
    RowView now = rows.policyRows();
    for (int i = 0; i < now.count(); i++) {
      int row = now.offset() + i * now.stride();
      System.arraycopy(now.values(), row, oldOutputs, (rows.from() + i) * width, width);
    }
  }

  private void checkFinite() {
    for (Parameter parameter : layout.parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        float value = gradient[parameter.offset() + i];
        if (!Float.isFinite(value)) {
          throw new ArithmeticException(
              "the gradient of " + parameter.name() + "[" + i + "] is " + -value);
        }
      }
    }
  }

  private void fisherProduct(float[] vector, float[] product) {
    samples.curvatureProduct(vector, this::weigh, product);
    for (int j = 0; j < gradient.length; j++) {
      product[j] = (float) Math.fma(damping, vector[j], product[j]);
    }
  }

  /** Multiplies the tangents of some samples by their Fisher matrices over the sample count. */
  private void weigh(OutputBlock rows) {
    int stride = rows.strides[0];
    float[] gradients = rows.gradients[0];
    distribution.fisherProduct(
        new RowView(rows.outputs[0], 0, stride, rows.count),
        masks(rows.from),
        new RowView(rows.tangents[0], 0, stride, rows.count),
        new RowView(gradients, 0, stride, rows.count));
    float scale = 1f / samples.count();
    for (int i = 0; i < rows.count; i++) {
      for (int k = i * stride; k < i * stride + distribution.parameterCount(); k++) {
        gradients[k] *= scale;
      }
    }
  }

  private MaskView masks(int from) {
    int flags = distribution.maskSize();
    return new MaskView(samples.minibatch().masks, from * flags, flags);
  }

  /**
   * The size of the step with which the quadratic model of the divergence reaches {@code kl}:
   * {@code sqrt(2 kl / c)} with {@code c = x^T (F + damping I) x}; 0 where the gradient is nearly 0
   * and there is no direction.
   */
  public double sizeFor(double kl) {
    return curvature > 0 ? Math.sqrt(2 * kl / curvature) : 0;
  }

  /** Moves the policy to where {@link #solve} found it plus {@code size} times the direction. */
  public Reached step(double size) {
    for (int j = 0; j < gradient.length; j++) {
      moved[j] = (float) Math.fma(size, direction[j], startParameters[j]);
    }
    network.setParameters(moved);
    backward(
        (rows, blockSums) -> {
          measure(rows);
          surrogate.evaluate(rows, blockSums);
        });
    double sum = 0;
    for (int i = 0; i < samples.count(); i++) {
      sum += divergences[i];
    }
    return new Reached(
        -sums.policyLoss(), sum / samples.count(), sums.entropy(), sums.perplexity());
  }

  private void measure(LossBlock rows) {
    int width = distribution.parameterCount();
    int from = rows.from();
    int count = rows.count();
    RowView before = new RowView(oldOutputs, from * width, width, count);
    RowView now = rows.policyRows();
    MaskView masks = masks(from);
    float[] kl = new float[count];
    switch (klDirection) {
      case OLD_NEW -> distribution.kl(before, now, masks, kl);
      case NEW_OLD -> distribution.kl(now, before, masks, kl);
    }
    System.arraycopy(kl, 0, divergences, rows.from(), rows.count());
  }

  /** Moves the policy back to exactly where {@link #solve} found it, which it returns. */
  public Reached restore() {
    network.setParameters(startParameters);
    return start;
  }

  /** Norm of the objective's gradient. */
  public double gradientNorm() {
    return Math.sqrt(ConjugateGradients.dot(gradient, gradient));
  }
}
