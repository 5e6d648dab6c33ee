package io.github.ascent4j.simd;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.contract.CategoryContract;

/** Sums of the rows of categories. */
final class CategoryTableTest extends CategoryContract {
  @Override
  protected Engine engine(int threads) {
    return SimdEngine.create(threads);
  }
}
