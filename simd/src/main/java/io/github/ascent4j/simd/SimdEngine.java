package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.policy.network.ActorCritic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The default engine: any CPU with a JDK, nothing to install. */
public final class SimdEngine implements Engine {
  private static final Logger LOGGER = LoggerFactory.getLogger(SimdEngine.class);

  private final Kernels kernels;
  private final Workers workers;

  private SimdEngine(Kernels kernels, int threads) {
    this.kernels = kernels;
    workers = new Workers(threads, "ascent-engine");
  }

  /** An engine with the fastest kernels of this JVM, working in up to {@code threads} threads. */
  public static SimdEngine create(int threads) {
    if (!Kernels.vectorModule()) {
      LOGGER.warn(
          "running without vectors, several times slower: start java with --add-modules"
              + " jdk.incubator.vector");
    }
    return new SimdEngine(Kernels.best(), threads);
  }

  /** An engine with the scalar twin, which gives the same bits more slowly. */
  public static SimdEngine scalar(int threads) {
    return new SimdEngine(new ScalarKernels(), threads);
  }

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public TrainableNetwork create(ActorCritic description, Optimization optimization) {
    return new SimdNetwork(description, optimization, kernels, workers);
  }

  @Override
  public void close() {
    workers.close();
  }
}
