/** What a trained agent is and how to run it, in plain Java without dependencies. */
module io.github.ascent4j.policy {
  requires static org.jspecify;

  exports io.github.ascent4j.policy;
  exports io.github.ascent4j.policy.action;
  exports io.github.ascent4j.policy.distribution;
  exports io.github.ascent4j.policy.file;
  exports io.github.ascent4j.policy.math;
  exports io.github.ascent4j.policy.network;
  exports io.github.ascent4j.policy.normalizer;
  exports io.github.ascent4j.policy.program;
  exports io.github.ascent4j.policy.space;

  uses io.github.ascent4j.policy.math.ArrayMath;
}
