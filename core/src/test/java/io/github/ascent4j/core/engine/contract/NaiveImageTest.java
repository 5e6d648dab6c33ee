package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Engine;

/** A plain-loop engine keeps the contract. */
final class NaiveImageTest extends ImageContract {
  @Override
  protected Engine engine(int threads) {
    return new NaiveEngine();
  }

  /** It has one loop for all, and is slow. */
  @Override
  protected int oneParameterIn() {
    return 11;
  }
}
