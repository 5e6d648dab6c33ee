package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossBlock;
import io.github.ascent4j.core.loss.Minibatch;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.simd.SimdEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One minibatch step of PPO with a network that remembers: forward through 128 steps of eight
 * sequences, loss, backward through time, clipping of the gradient, Adam.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class LstmStepBenchmark extends WarmedBenchmark implements OutputGradient {
  static final int INPUTS = 256;
  static final int HIDDEN = 256;
  static final int STEPS = 128;
  static final int SEQUENCES = 8;
  static final int BATCH = STEPS * SEQUENCES;
  private static final int CHOICES = 4;

  /** So small that the weights are the same after an hour of measuring. */
  private static final double LEARNING_RATE = 1e-12;

  /** Chance that a sequence starts anew at a step. */
  private static final double RESETS = 0.005;

  private static final double LOG_PROB_CHANGE = 0.1;
  private static final PpoConfig CONFIG = PpoConfig.cleanrl();

  private Engine engine;
  private ArrayMath math;
  private Distribution distribution;
  private TrainableNetwork network;
  private PpoLoss loss;
  private LossBlock lossBlock;
  private Samples samples;
  private SampleBatch batch;
  private Minibatch minibatch;
  private final PpoLossSums sums = new PpoLossSums();

  static String label() {
    return INPUTS + "-LSTM " + HIDDEN + "-" + CHOICES + " categorical, " + STEPS + " steps";
  }

  static ActorCritic description() {
    return new ActorCritic(
        INPUTS,
        List.of(Layer.Lstm.orthogonal(HIDDEN)),
        List.of(),
        new PolicyHead.Categorical(Layer.Dense.orthogonal(CHOICES, 0.01f)),
        List.of(),
        Layer.Dense.orthogonal(1, 1));
  }

  /**
   * Operations of a step, 2 per multiply-add. Each row: forward through both weights of the LSTM
   * and both heads; the gradients of all weights; the gradients of what the recurrent weights and
   * the heads read, but not of the network's own samples.
   */
  static long flops() {
    long inputWeights = 4L * HIDDEN * INPUTS;
    long recurrentWeights = 4L * HIDDEN * HIDDEN;
    long heads = (long) HIDDEN * (CHOICES + 1);
    return 2 * BATCH * (2 * inputWeights + 3 * (recurrentWeights + heads));
  }

  @Setup
  public void setUp() {
    engine = SimdEngine.create(1);
    math = ArrayMath.load();
    Space observations =
        Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Integer.valueOf(INPUTS));
    Space actions = new Discrete(CHOICES);
    AgentDescription agent =
        new AgentDescription(
            observations, actions, description(), PolicyConfig.DEFAULT.actionMapping(actions));
    distribution = agent.distribution();
    network = engine.create(Program.of(description()), CONFIG.optimization());
    TrainingRandom random = new TrainingRandom(1, 0);
    network.setParameters(ParameterLayout.of(description()).initialize(random));
    ValueLoss value =
        new ValueLoss(
            CONFIG.loss().valueCoefficient().start(),
            CONFIG.loss().halfValueLoss() ? 0.5 : 1,
            CONFIG.clip().valueClipping(),
            CONFIG.clip().valueClipRange().at(1));
    loss =
        PpoLoss.clipped(
            CONFIG.clip().clipRange().at(1), value, CONFIG.loss().entropyCoefficient().start());
    lossBlock = new LossBlock(distribution, math);
    samples = new Samples();
    samples.count = BATCH;
    samples.columns = SEQUENCES;
    samples.steps = STEPS;
    samples.numbers = new float[BATCH * INPUTS];
    samples.states = new float[SEQUENCES * description().stateSize()];
    samples.resets = new boolean[BATCH];
    for (int i = 0; i < samples.numbers.length; i++) {
      samples.numbers[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < samples.states.length; i++) {
      samples.states[i] = (float) (0.1 * random.nextGaussian());
    }
    for (int i = 0; i < BATCH; i++) {
      samples.resets[i] = random.nextDouble() < RESETS;
    }
    batch = network.batch();
    batch.load(samples);
    batch.selectAll();
    draw(random);
  }

  /** A minibatch like {@link SampledMinibatch}'s. */
  private void draw(TrainingRandom random) {
    minibatch = new Minibatch(BATCH, 1);
    float[] outputs = new float[BATCH * CHOICES];
    network.backward(
        batch,
        rows -> {
          for (int i = 0; i < rows.count; i++) {
            int from = i * rows.strides[0];
            System.arraycopy(rows.outputs[0], from, outputs, (rows.from + i) * CHOICES, CHOICES);
            minibatch.oldValues[rows.from + i] = rows.outputs[1][i * rows.strides[1]];
          }
        });
    DistributionBatch rows = new DistributionBatch(distribution, BATCH);
    distribution.sample(rows.of(outputs, 0, CHOICES, minibatch.actions, 0, BATCH), random, math);
    for (int i = 0; i < BATCH; i++) {
      minibatch.oldLogProbs[i] =
          rows.logProbs[i] + (float) (LOG_PROB_CHANGE * random.nextGaussian());
      minibatch.oldValues[i] += (float) (LOG_PROB_CHANGE * random.nextGaussian());
      minibatch.advantages[i] = (float) random.nextGaussian();
      minibatch.returns[i] = minibatch.oldValues[i] + (float) random.nextGaussian();
    }
    Standardization.UNBIASED_PLUS_EPSILON.apply(
        minibatch.advantages, BATCH, Standardization.Single.KEPT);
  }

  @TearDown
  public void tearDown() {
    engine.close();
  }

  @Override
  Object call() {
    return step();
  }

  @Benchmark
  public double step() {
    network.backward(batch, this);
    network.step(LEARNING_RATE, CONFIG.common().maxGradientNorm().start());
    return network.takeStepFigures().norms();
  }

  @Override
  public void evaluate(OutputBlock rows) {
    LossBlock block =
        lossBlock
            .of(minibatch, rows.from, rows.count, BATCH)
            .policy(rows.outputs[0], rows.gradients[0], rows.strides[0])
            .values(rows.outputs[1], rows.gradients[1], rows.strides[1]);
    loss.evaluate(block, sums);
  }

  /** What the last step found. */
  PpoLossSums sums() {
    return sums;
  }
}
