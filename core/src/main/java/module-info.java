/** How an agent learns: environments, rollouts, losses, algorithms and the engine. */
module io.github.ascent4j.core {
  requires transitive io.github.ascent4j.environment;
  requires transitive io.github.ascent4j.policy;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.github.ascent4j.core.a2c;
  exports io.github.ascent4j.core.advantage;
  exports io.github.ascent4j.core.callback;
  exports io.github.ascent4j.core.checkpoint;
  exports io.github.ascent4j.core.config;
  exports io.github.ascent4j.core.engine;
  exports io.github.ascent4j.core.evaluation;
  exports io.github.ascent4j.core.exchange;
  exports io.github.ascent4j.core.logging;
  exports io.github.ascent4j.core.loss;
  exports io.github.ascent4j.core.monitor;
  exports io.github.ascent4j.core.npg;
  exports io.github.ascent4j.core.policy;
  exports io.github.ascent4j.core.policygradient;
  exports io.github.ascent4j.core.ppo;
  exports io.github.ascent4j.core.random;
  exports io.github.ascent4j.core.reinforce;
  exports io.github.ascent4j.core.result;
  exports io.github.ascent4j.core.rollout;
  exports io.github.ascent4j.core.schedule;
  exports io.github.ascent4j.core.training;
  exports io.github.ascent4j.core.trpo;
  exports io.github.ascent4j.core.update;
  exports io.github.ascent4j.core.vpg;

  uses io.github.ascent4j.core.engine.EngineProvider;
  uses io.github.ascent4j.core.training.Algorithm;

  // The first is the default.
  provides io.github.ascent4j.core.training.Algorithm with
      io.github.ascent4j.core.ppo.PpoAlgorithm,
      io.github.ascent4j.core.a2c.A2cAlgorithm,
      io.github.ascent4j.core.policygradient.PolicyGradientAlgorithm,
      io.github.ascent4j.core.reinforce.ReinforceAlgorithm,
      io.github.ascent4j.core.vpg.VpgAlgorithm,
      io.github.ascent4j.core.trpo.TrpoAlgorithm,
      io.github.ascent4j.core.npg.NpgAlgorithm;
}
