package io.github.ascent4j.benchmarks;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.OutputBlock;
import io.github.ascent4j.core.engine.OutputGradient;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.loss.LossBlock;
import io.github.ascent4j.core.loss.PpoLoss;
import io.github.ascent4j.core.loss.PpoLossSums;
import io.github.ascent4j.core.loss.ValueLoss;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.random.TrainingRandom;
import io.github.ascent4j.policy.math.ArrayMath;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.simd.SimdEngine;
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
 * One minibatch step of PPO with CleanRL's loss, as {@code PpoLearner} makes it once the minibatch
 * is gathered: forward, loss, backward, clipping of the gradient, Adam.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class PpoStepBenchmark extends WarmedBenchmark implements OutputGradient {
  /** So small that the weights are the same after an hour of measuring. */
  private static final double LEARNING_RATE = 1e-12;

  /** Samples of all minibatches together: with one alone, branch predictors learn it by heart. */
  private static final int POOL = 4096;

  private static final PpoConfig CONFIG = PpoConfig.cleanrl();

  @Param public MeasuredNetwork network = MeasuredNetwork.DISCRETE;

  @Param({"32", "64", "256", "2048"})
  public int batch = 32;

  @Param("1")
  public int threads = 1;

  private Engine engine;
  private ArrayMath math;
  private ActorCriticPolicy policy;
  private TrainableNetwork trainable;
  private PpoLoss loss;
  private LossBlock[] lossBlocks;
  private PpoLossSums[] blockSums;
  private PpoLossSums stepSums;
  private SampledMinibatch[] minibatches;
  private SampledMinibatch current;
  private int next;

  static long flops(ActorCritic network, int batch) {
    return batch * (NetworkFlops.forward(network) + NetworkFlops.backward(network));
  }

  @Setup
  public void setUp() {
    engine = SimdEngine.create(threads);
    math = ArrayMath.load();
    policy = network.policy(engine);
    trainable = policy.network();
    ValueLoss value =
        new ValueLoss(
            CONFIG.loss().valueCoefficient().start(),
            CONFIG.loss().halfValueLoss() ? 0.5 : 1,
            CONFIG.clip().valueClipping(),
            CONFIG.clip().valueClipRange().at(1));
    loss =
        PpoLoss.clipped(
            CONFIG.clip().clipRange().at(1), value, CONFIG.loss().entropyCoefficient().start());
    stepSums = new PpoLossSums();
    minibatches = new SampledMinibatch[Math.max(1, POOL / batch)];
    TrainingRandom random = new TrainingRandom(1, 2);
    for (int i = 0; i < minibatches.length; i++) {
      minibatches[i] = SampledMinibatch.draw(policy, batch, random);
    }
    int blocks = minibatches[0].batch.blocks();
    lossBlocks = new LossBlock[blocks];
    blockSums = new PpoLossSums[blocks];
    for (int block = 0; block < blocks; block++) {
      lossBlocks[block] = new LossBlock(policy.distribution(), math);
      blockSums[block] = new PpoLossSums();
    }
    current = minibatches[0];
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
    current = minibatches[next];
    next = next + 1 == minibatches.length ? 0 : next + 1;
    trainable.backward(current.batch, this);
    stepSums.clear();
    for (PpoLossSums sums : blockSums) {
      stepSums.add(sums);
    }
    trainable.step(LEARNING_RATE, CONFIG.common().maxGradientNorm().start());
    return trainable.takeStepFigures().norms();
  }

  @Override
  public void evaluate(OutputBlock rows) {
    LossBlock block =
        lossBlocks[rows.block]
            .of(current.samples, rows.from, rows.count, batch)
            .policy(rows.outputs[0], rows.gradients[0], rows.strides[0])
            .values(rows.outputs[1], rows.gradients[1], rows.strides[1]);
    loss.evaluate(block, blockSums[rows.block]);
  }

  /** What the last step found, for those who check that it was a step of PPO. */
  PpoLossSums sums() {
    return stepSums;
  }
}
