package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.core.exchange.Exchange;
import io.github.ascent4j.environment.concurrent.Workers;
import io.github.ascent4j.policy.program.Program;

/**
 * The default engine: any CPU with a JDK, nothing to install. It works on the Vector API, which
 * java has with {@code --add-modules jdk.incubator.vector} or, run by {@code -jar}, with {@code
 * Add-Exports: java.base/jdk.internal.module} in the manifest; without either it says so once and
 * runs on its scalar twin, many times slower to the same bits.
 */
public final class SimdEngine implements Engine {
  private final Kernels kernels;
  private final Workers workers;
  private final Exchange exchange;

  private SimdEngine(Kernels kernels, int threads, Exchange exchange) {
    this.kernels = kernels;
    this.exchange = exchange;
    workers = new Workers(threads, "ascent-engine");
  }

  /** An engine with the fastest kernels of this JVM, working in up to {@code threads} threads. */
  public static SimdEngine create(int threads) {
    return create(threads, Exchange.NONE);
  }

  /** An engine of a rank, which sums gradients over all of them by {@code exchange}. */
  public static SimdEngine create(int threads, Exchange exchange) {
    VectorModule.tellIfMissing();
    return new SimdEngine(Kernels.best(), threads, exchange);
  }

  /** An engine with the scalar twin, which gives the same bits more slowly. */
  public static SimdEngine scalar(int threads) {
    return new SimdEngine(new ScalarKernels(), threads, Exchange.NONE);
  }

  @Override
  public Exchange exchange() {
    return exchange;
  }

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public TrainableNetwork create(Program program, Optimization optimization) {
    workers.checkOpen();
    return new SimdNetwork(program, optimization, kernels, workers, exchange);
  }

  @Override
  public void close() {
    workers.close();
  }
}
