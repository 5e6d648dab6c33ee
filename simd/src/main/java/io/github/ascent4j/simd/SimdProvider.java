package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.EngineProvider;

/** Offers the engine of this module. */
public final class SimdProvider implements EngineProvider {
  @Override
  public String name() {
    return Engine.DEFAULT;
  }

  @Override
  public Engine create(int threads) {
    return SimdEngine.create(threads);
  }
}
