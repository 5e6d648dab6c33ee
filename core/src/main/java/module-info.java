/** How an agent learns: environments, rollouts, losses, algorithms and the engine. */
module io.github.ascent4j.core {
  requires transitive io.github.ascent4j.policy;
  requires java.desktop;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.core;
  requires org.slf4j;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports io.github.ascent4j.core.a2c;
  exports io.github.ascent4j.core.advantage;
  exports io.github.ascent4j.core.agent;
  exports io.github.ascent4j.core.callback;
  exports io.github.ascent4j.core.catalog;
  exports io.github.ascent4j.core.check;
  exports io.github.ascent4j.core.config;
  exports io.github.ascent4j.core.engine;
  exports io.github.ascent4j.core.engine.simd;
  exports io.github.ascent4j.core.environment;
  exports io.github.ascent4j.core.evaluation;
  exports io.github.ascent4j.core.logging;
  exports io.github.ascent4j.core.loss;
  exports io.github.ascent4j.core.npg;
  exports io.github.ascent4j.core.policygradient;
  exports io.github.ascent4j.core.ppo;
  exports io.github.ascent4j.core.random;
  exports io.github.ascent4j.core.reinforce;
  exports io.github.ascent4j.core.rollout;
  exports io.github.ascent4j.core.scene;
  exports io.github.ascent4j.core.schedule;
  exports io.github.ascent4j.core.simulator;
  exports io.github.ascent4j.core.training;
  exports io.github.ascent4j.core.trpo;
  exports io.github.ascent4j.core.vpg;
}
