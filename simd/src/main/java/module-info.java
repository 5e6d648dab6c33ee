/** The engine for CPUs: kernels on the Vector API, with a scalar twin of the same bits. */
module io.github.ascent4j.simd {
  requires transitive io.github.ascent4j.core;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports io.github.ascent4j.simd;

  provides io.github.ascent4j.core.engine.EngineProvider with
      io.github.ascent4j.simd.SimdProvider;
  provides io.github.ascent4j.policy.math.ArrayMath with
      io.github.ascent4j.simd.VectorArrayMath;
}
