package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.advantage.Standardization;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.NetworkInput;
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
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.DistributionBatch;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.simd.SimdEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One minibatch step of PPO on images, with the convolutions of Mnih et al. (2015) in a trunk that
 * actor and critic share: forward, loss, backward, clipping of the gradient, Adam.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class AtariStepBenchmark extends WarmedBenchmark implements OutputGradient {
  static final int BATCH = 256;
  private static final int CHOICES = 6;

  /** Four frames of grey pixels. */
  private static final List<Integer> IMAGE = List.of(4, 84, 84);

  /** Of an update, CleanRL's for Atari: 8 environments of 128 steps. */
  private static final int MINIBATCHES = 4;

  /** So small that the weights are the same after an hour of measuring. */
  private static final double LEARNING_RATE = 1e-12;

  private static final double LOG_PROB_CHANGE = 0.1;
  private static final PpoConfig CONFIG = PpoConfig.cleanrl();

  @Param("256")
  public int batch = BATCH;

  @Param("1")
  public int threads = 1;

  private Engine engine;
  private ArrayMath math;
  private Distribution distribution;
  private TrainableNetwork network;
  private PpoLoss loss;
  private LossBlock[] lossBlocks;
  private PpoLossSums[] blockSums;
  private final SampleBatch[] batches = new SampleBatch[MINIBATCHES];
  private final Minibatch[] minibatches = new Minibatch[MINIBATCHES];
  private Minibatch current;
  private int next;

  static String label() {
    return "4x84x84 bytes, 3 convolutions, 512-" + CHOICES + " categorical";
  }

  static ActorCritic description() {
    float gain = (float) Math.sqrt(2);
    Layer relu = new Layer.Activation(ActivationFunction.RELU);
    List<Layer> trunk =
        List.of(
            Layer.Convolution.orthogonal(32, Window.square(8, 4, 0), gain),
            relu,
            Layer.Convolution.orthogonal(64, Window.square(4, 2, 0), gain),
            relu,
            Layer.Convolution.orthogonal(64, Window.square(3, 1, 0), gain),
            relu,
            Layer.Dense.orthogonal(512, gain),
            relu);
    return new ActorCritic(
        List.of(new Input(Input.Kind.IMAGE, IMAGE, List.of())),
        trunk,
        List.of(),
        new PolicyHead.Categorical(Layer.Dense.orthogonal(CHOICES, 0.01f)),
        List.of(),
        Layer.Dense.orthogonal(1, 1));
  }

  static long flops(int batch) {
    ActorCritic network = description();
    return batch * (NetworkFlops.forward(network) + NetworkFlops.backward(network));
  }

  @Setup
  public void setUp() {
    engine = SimdEngine.create(threads);
    math = ArrayMath.load();
    ActorCritic description = description();
    distribution = AgentDescription.distribution(description.head(), new Discrete(CHOICES));
    network = engine.create(Program.of(description), CONFIG.optimization());
    TrainingRandom random = new TrainingRandom(1, 0);
    network.setParameters(ParameterLayout.of(description).initialize(random));
    ValueLoss value =
        new ValueLoss(
            CONFIG.loss().valueCoefficient().start(),
            CONFIG.loss().halfValueLoss() ? 0.5 : 1,
            CONFIG.clip().valueClipping(),
            CONFIG.clip().valueClipRange().at(1));
    loss =
        PpoLoss.clipped(
            CONFIG.clip().clipRange().at(1), value, CONFIG.loss().entropyCoefficient().start());
    for (int i = 0; i < MINIBATCHES; i++) {
      NetworkInput input = new NetworkInput();
      input.count = batch;
      input.images = new byte[batch * description.bytes()];
      random.nextBytes(input.images);
      minibatches[i] = draw(input, random);
      Samples samples = new Samples();
      samples.count = batch;
      samples.images = input.images;
      batches[i] = network.batch();
      batches[i].load(samples);
      batches[i].selectAll();
    }
    int blocks = batches[0].blocks();
    lossBlocks = new LossBlock[blocks];
    blockSums = new PpoLossSums[blocks];
    for (int block = 0; block < blocks; block++) {
      lossBlocks[block] = new LossBlock(distribution, math);
      blockSums[block] = new PpoLossSums();
    }
    current = minibatches[0];
  }

  /** A minibatch like {@link SampledMinibatch}'s. */
  private Minibatch draw(NetworkInput input, TrainingRandom random) {
    Minibatch samples = new Minibatch(batch, 1);
    float[] outputs = new float[batch * CHOICES];
    network.forward(input, new float[][] {outputs, samples.oldValues}, input.states);
    DistributionBatch rows = new DistributionBatch(distribution, batch);
    distribution.sample(rows.of(outputs, 0, CHOICES, samples.actions, 0, batch), random, math);
    for (int i = 0; i < batch; i++) {
      samples.oldLogProbs[i] = rows.logProbs[i] + (float) (LOG_PROB_CHANGE * random.nextGaussian());
      samples.oldValues[i] += (float) (LOG_PROB_CHANGE * random.nextGaussian());
      samples.advantages[i] = (float) random.nextGaussian();
      samples.returns[i] = samples.oldValues[i] + (float) random.nextGaussian();
    }
    Standardization.UNBIASED_PLUS_EPSILON.apply(
        samples.advantages, batch, Standardization.Single.KEPT);
    return samples;
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
    SampleBatch samples = batches[next];
    current = minibatches[next];
    next = (next + 1) % MINIBATCHES;
    network.backward(samples, this);
    network.step(LEARNING_RATE, CONFIG.common().maxGradientNorm().start());
    return network.takeStepFigures().norms();
  }

  @Override
  public void evaluate(OutputBlock rows) {
    LossBlock block =
        lossBlocks[rows.block]
            .of(current, rows.from, rows.count, batch)
            .policy(rows.outputs[0], rows.gradients[0], rows.strides[0])
            .values(rows.outputs[1], rows.gradients[1], rows.strides[1]);
    loss.evaluate(block, blockSums[rows.block]);
  }

  /** What the last step found, for those who check that it was a step of PPO. */
  PpoLossSums sums() {
    PpoLossSums sums = new PpoLossSums();
    for (PpoLossSums block : blockSums) {
      sums.add(block);
    }
    return sums;
  }
}
