package io.github.ascent4j.core.training;

import io.github.ascent4j.core.a2c.A2cAgent;
import io.github.ascent4j.core.a2c.A2cConfig;
import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.npg.NpgAgent;
import io.github.ascent4j.core.npg.NpgConfig;
import io.github.ascent4j.core.policygradient.PolicyGradientAgent;
import io.github.ascent4j.core.policygradient.PolicyGradientConfig;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.reinforce.ReinforceAgent;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Schedule;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.core.trpo.TrpoAgent;
import io.github.ascent4j.core.trpo.TrpoConfig;
import io.github.ascent4j.core.vpg.VpgAgent;
import io.github.ascent4j.core.vpg.VpgConfig;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.simd.SimdEngine;

/**
 * A training of a few updates with each algorithm, whose parameters are known by their hash.
 * Batches are of several blocks, so that threads have something to share.
 */
enum ShortTrainings {
  PPO(
      PpoAgent.ALGORITHM,
      PpoConfig.sb3()
          .withRolloutSteps(50)
          .withMinibatchSize(200)
          .withEpochs(3)
          .withLearningRate(Schedule.linear(0.01))
          .withEntropyCoefficient(0.01)
          .withNormalization(NormalizationConfig.SB3),
      "078a610ad5120bd1a5a0a392fb70d8e039dae96a238067950ead09570cbcbb86",
      "b9f1bbbf6aeacac092d888b463d3f1e414f3e19f86d9a5979658234cbb4ad462"),
  A2C(
      A2cAgent.ALGORITHM,
      A2cConfig.sb3()
          .withRolloutSteps(50)
          .withLearningRate(Schedule.linear(0.01))
          .withEntropyCoefficient(0.01)
          .withNormalization(NormalizationConfig.SB3),
      "528841a78d2284a51bdaa322d3be4daa92dedcc9454f266dfa1ba0b5d36d40c7",
      "cd491307c2e48efd87977aedb44759b38373aafab61e1790af99101128f2f4cf"),
  PG(
      PolicyGradientAgent.ALGORITHM,
      PolicyGradientConfig.prt()
          .withBatchSize(400)
          .withUseGae(true)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3),
      "f8ebe3103e03f6237db697ae0098b05630ddc6370c14d0e95fcdcf71b493c50f",
      "9ca7fdbd18ce503bfb564befbc1b0b9bc974acb2f07ae2d13c8721bf1cb51a86"),
  REINFORCE(
      ReinforceAgent.ALGORITHM,
      ReinforceConfig.tianshou(8)
          .withRolloutSteps(50)
          .withMinibatchSize(200)
          .withRepeats(2)
          .withNormalizeReturns(true)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3),
      "f2cb08cbfafd960decca4a5af26298b52a985bc8b494f86ffd2d529fd49ca1ff",
      "d33a6412f34d376eaa9e2f9cc1e57f71afaa891735e5fa73e7d51981d761f188"),
  VPG(
      VpgAgent.ALGORITHM,
      VpgConfig.spinup(8)
          .withRolloutSteps(50)
          .withCriticIterations(5)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3),
      "f879e5b8df7c3ca4ef91fcde25175c860829efe38bd471fc43ced532ab236b9a",
      "d2b456b33cb34d276620f5b4c1bfd3238bda619fd550f059fd2791341fb497e8"),
  TRPO(
      TrpoAgent.ALGORITHM,
      TrpoConfig.sb3()
          .withRolloutSteps(50)
          .withMinibatchSize(200)
          .withCriticEpochs(3)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3),
      "ad12b914a97959cc53410cf4aa01c9b23a282398b5888dd083b957ba297b6eb8",
      "7e4f6e47fac8c7e71a5743f575a0e4a75084c2a9b573c0929da1238b8b242ae8"),
  NPG(
      NpgAgent.ALGORITHM,
      NpgConfig.tianshou(8)
          .withRolloutSteps(50)
          .withLearningRate(Schedule.linear(0.01))
          .withNormalization(NormalizationConfig.SB3),
      "60492e1a86a2ee01c5e07643a60cec9781d1c6d335f3ac05f1512989a1ea444f",
      "231dce9e5e23062ab11315dc891f3df93c5f908abad1ae1e6a6ad7022b807379");

  private static final long SEED = 7;
  private static final int STEPS = 4 * 8 * 50;

  /** Makes an agent of this algorithm and config. */
  private interface Creation {
    Agent<?> create(VectorEnvironment environment, Engine engine);
  }

  @SuppressWarnings("ImmutableEnumChecker") // It holds an algorithm and a config, which are.
  private final Creation creation;

  /** The parameters with discrete actions; a change that changes them has to say why. */
  final String discrete;

  /** The parameters with continuous actions; a change that changes them has to say why. */
  final String continuous;

  <C extends Record & AlgorithmConfig> ShortTrainings(
      Algorithm<C> algorithm, C config, String discrete, String continuous) {
    creation = (environment, engine) -> algorithm.create(environment, config, SEED, engine);
    this.discrete = discrete;
    this.continuous = continuous;
  }

  /** Trains and closes the engine. */
  String hash(boolean discreteActions, Engine engine) {
    VectorEnvironment environment = discreteActions ? Wander.discrete(8) : Wander.continuous(8);
    try (Agent<?> agent = creation.create(environment, engine)) {
      agent.train(environment, STEPS);
      return PolicyFile.parametersSha256(agent.policy().parameters());
    }
  }

  /** The line that {@link #main} prints for this algorithm. */
  String line() {
    return line(discrete, continuous);
  }

  private String line(String ofDiscrete, String ofContinuous) {
    return name() + " " + ofDiscrete + " " + ofContinuous;
  }

  /** Prints both hashes of each algorithm on a line. */
  public static void main(String[] arguments) {
    for (ShortTrainings training : values()) {
      System.out.println(
          training.line(
              training.hash(true, SimdEngine.create(1)),
              training.hash(false, SimdEngine.create(1))));
    }
  }
}
