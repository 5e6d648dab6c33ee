package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.OutputsContract;

/** The engine of this module keeps the contract. */
final class NetworkPartsTest extends OutputsContract {

  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }
}
