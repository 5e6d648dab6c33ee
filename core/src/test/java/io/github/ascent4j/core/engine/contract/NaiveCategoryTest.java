package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Engine;

/** A plain-loop engine keeps the contract. */
final class NaiveCategoryTest extends CategoryContract {
  @Override
  protected Engine engine(int threads) {
    return new NaiveEngine();
  }
}
