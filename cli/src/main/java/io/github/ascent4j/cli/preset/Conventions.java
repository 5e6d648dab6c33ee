package io.github.ascent4j.cli.preset;

import io.github.ascent4j.cli.run.RunConfig.Episodes;
import io.github.ascent4j.core.a2c.A2cConventions;
import io.github.ascent4j.core.npg.NpgConventions;
import io.github.ascent4j.core.policygradient.PolicyGradientConventions;
import io.github.ascent4j.core.ppo.PpoConventions;
import io.github.ascent4j.core.reinforce.ReinforceConfig;
import io.github.ascent4j.core.trpo.TrpoConventions;
import io.github.ascent4j.core.vpg.VpgConfig;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The algorithms of other systems with their defaults; the first of an algorithm is its default.
 */
final class Conventions {
  private static final long MILLION = 1_000_000;

  static final List<Preset> LIST =
      List.of(
          of("sb3", "Stable-Baselines3's PPO with its defaults", "ppo", 1, PpoConventions.sb3()),
          of("sb3", "Stable-Baselines3's A2C with its defaults", "a2c", 8, A2cConventions.sb3()),
          of(
              "sb3",
              "TRPO of Stable-Baselines3's contributions with its defaults",
              "trpo",
              1,
              TrpoConventions.sb3()),
          new Preset(
              "cleanrl",
              "CleanRL's ppo.py with its defaults",
              "ppo",
              null,
              4,
              500_000,
              copies -> PpoConventions.cleanrl()),
          of(
              "cleanrl-continuous",
              "CleanRL's ppo_continuous_action.py, its recipe for MuJoCo",
              "ppo",
              1,
              PpoConventions.cleanrlContinuous()),
          new Preset(
              "cleanrl-atari",
              "CleanRL's ppo_atari.py, for environments of images",
              "ppo",
              null,
              8,
              10_000_000,
              copies -> PpoConventions.cleanrlAtari()),
          new Preset(
              "rlpyt-atari",
              "rlpyt's atari_ff_ppo, for ale:NAME --with preset=rlpyt",
              "ppo",
              null,
              32,
              50_000_000,
              copies -> PpoConventions.rlpytAtari()),
          new Preset(
              "rlpyt-atari",
              "rlpyt's atari_ff_a2c, for ale:NAME --with preset=rlpyt",
              "a2c",
              null,
              32,
              50_000_000,
              copies -> A2cConventions.rlpytAtari()),
          of(
              "rlpyt",
              "rlpyt's PPO with its defaults and its MuJoCo model",
              "ppo",
              8,
              PpoConventions.rlpyt()),
          of(
              "rlpyt",
              "rlpyt's A2C with its defaults and its MuJoCo model",
              "a2c",
              16,
              A2cConventions.rlpyt()),
          of(
              "prt",
              "prt_rl's PPO with its defaults, 2048 steps a batch over all copies",
              "ppo",
              1,
              PpoConventions::prt),
          of(
              "prt",
              "prt_rl's policy gradient with its defaults, batches of whole episodes",
              "pg",
              1,
              PolicyGradientConventions.prt()),
          of(
              "tianshou",
              "tianshou's PPO with its defaults, 2048 steps a batch over all copies",
              "ppo",
              8,
              PpoConventions::tianshou),
          of("tianshou", "tianshou's A2C with its defaults", "a2c", 16, A2cConventions.tianshou()),
          of(
              "tianshou",
              "tianshou's REINFORCE with its defaults, 2048 steps a batch over all copies",
              "reinforce",
              10,
              ReinforceConfig::tianshou),
          new Preset(
              "tianshou-mujoco",
              "tianshou's recipe for MuJoCo with REINFORCE, 2048 steps a batch over all copies",
              "reinforce",
              null,
              10,
              3 * MILLION,
              ReinforceConfig::tianshouMujoco),
          of(
              "tianshou",
              "tianshou's TRPO with its defaults, 1024 steps a batch over all copies",
              "trpo",
              16,
              TrpoConventions::tianshou),
          of(
              "tianshou",
              "tianshou's NPG with its defaults, 1024 steps a batch over all copies",
              "npg",
              16,
              NpgConventions::tianshou),
          of(
              "spinup",
              "Spinning Up's PPO with its defaults, 4000 steps a batch over all copies",
              "ppo",
              1,
              PpoConventions::spinup),
          of(
              "spinup",
              "Spinning Up's VPG with its defaults, 4000 steps a batch over all copies",
              "vpg",
              1,
              VpgConfig::spinup),
          of(
              "spinup",
              "Spinning Up's TRPO with its defaults, 4000 steps a batch over all copies",
              "trpo",
              1,
              TrpoConventions::spinup),
          of(
              "spinup",
              "Spinning Up's natural policy gradient, 4000 steps a batch over all copies",
              "npg",
              1,
              NpgConventions::spinup),
          of(
              "baselines",
              "OpenAI Baselines' ppo2 with its MuJoCo defaults",
              "ppo",
              1,
              PpoConventions.baselines()),
          of(
              "baselines",
              "OpenAI Baselines' a2c with its defaults",
              "a2c",
              16,
              A2cConventions.baselines()),
          new Preset(
              "tutorial",
              "the LunarLander tutorial's policy gradient, one episode an update, to 200 over five",
              "pg",
              null,
              1,
              2 * MILLION,
              new Episodes(2000, 5, 5, Episodes.DEFAULT.maxSteps()),
              200.0,
              copies -> PolicyGradientConventions.tutorial()));

  private Conventions() {}

  private static Preset of(
      String name, String description, String algorithm, int environments, Record config) {
    return of(name, description, algorithm, environments, copies -> config);
  }

  private static Preset of(
      String name,
      String description,
      String algorithm,
      int environments,
      IntFunction<Record> config) {
    return new Preset(name, description, algorithm, null, environments, MILLION, config);
  }
}
