package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Engine;

/** A plain-loop engine keeps the contract. */
final class NaiveLayerNormTest extends LayerNormContract {
  @Override
  protected Engine engine(int threads) {
    return new NaiveEngine();
  }
}
