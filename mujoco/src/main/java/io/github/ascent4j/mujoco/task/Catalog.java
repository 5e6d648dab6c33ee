package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.robot.Ant;
import io.github.ascent4j.mujoco.robot.HalfCheetah;
import io.github.ascent4j.mujoco.robot.Hopper;
import io.github.ascent4j.mujoco.robot.Humanoid;
import io.github.ascent4j.mujoco.robot.Pendulums;
import io.github.ascent4j.mujoco.robot.Pusher;
import io.github.ascent4j.mujoco.robot.Reacher;
import io.github.ascent4j.mujoco.robot.Robot;
import io.github.ascent4j.mujoco.robot.Swimmer;
import io.github.ascent4j.mujoco.robot.Walker2d;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The tasks with a name. Ids, time limits and reward thresholds are those of {@code
 * gymnasium/envs/__init__.py}, options and defaults those of the constructors in {@code
 * gymnasium/envs/mujoco}.
 */
final class Catalog {
  private static final int LONG = 1000;
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private final List<CatalogEntry> entries = new ArrayList<>();

  private Catalog() {}

  /** All tasks, by robot and version. */
  static List<CatalogEntry> entries() {
    Catalog catalog = new Catalog();
    catalog.pendulums();
    catalog.arms();
    catalog.runners();
    catalog.walkers();
    catalog.ants();
    catalog.humanoids();
    return List.copyOf(catalog.entries);
  }

  private void pendulums() {
    Pair pendulum =
        new Pair(
            "InvertedPendulum",
            "keep a pole upright on a cart",
            LONG,
            OptionalDouble.of(950),
            View.side(-1.5, 1.5, -0.5, 1.0));
    pendulum.v4(
        Pendulums.single(),
        new Options().fixed("frame_skip", "2").fixed("reset_noise_scale", "0.01"),
        Balance::v4);
    pendulum.v5(Pendulums.single(), new Options().version5("2").resetNoise("0.01"), Balance::v5);

    Pair stacked =
        new Pair(
            "InvertedDoublePendulum",
            "keep a pole upright on a pole on a cart",
            LONG,
            OptionalDouble.of(9100),
            View.side(-1.8, 1.8, -0.6, 1.5));
    stacked.v4(
        Pendulums.stacked(),
        new Options()
            .fixed("frame_skip", "5")
            .fixed("healthy_reward", "10")
            .fixed("reset_noise_scale", "0.1"),
        DoubleBalance::v4);
    stacked.v5(
        Pendulums.stacked(),
        new Options()
            .version5("5")
            .with("healthy_reward", "10", "reward for each step with the tip above 1 m")
            .resetNoise("0.1"),
        DoubleBalance::v5);
  }

  private void arms() {
    Pair reacher =
        new Pair(
            "Reacher",
            "bring the tip of a flat arm of two links to a target",
            50,
            OptionalDouble.of(-3.75),
            View.top(0, 0, 0.34));
    reacher.v4(
        Reacher.robot(),
        new Options()
            .fixed("frame_skip", "2")
            .fixed("reward_dist_weight", "1")
            .fixed("reward_control_weight", "1"),
        Reach::v4);
    reacher.v5(
        Reacher.robot(),
        new Options()
            .version5("2")
            .with("reward_dist_weight", "1", "price of the distance of fingertip and target, m")
            .with("reward_control_weight", "1", "price of the sum of squared controls"),
        Reach::v5);

    Pair pusher =
        new Pair(
            "Pusher",
            "push an object to a goal with an arm of seven joints",
            100,
            OptionalDouble.of(0),
            View.top(0.3, -0.2, 0.85));
    pusher.v4(
        Pusher.v4(),
        new Options()
            .fixed("frame_skip", "5")
            .fixed("reward_near_weight", "0.5")
            .fixed("reward_dist_weight", "1")
            .fixed("reward_control_weight", "0.1"),
        Push::v4);
    pusher.v5(
        Pusher.v5(),
        new Options()
            .version5("5")
            .with("reward_near_weight", "0.5", "price of the distance of fingertips and object, m")
            .with("reward_dist_weight", "1", "price of the distance of object and goal, m")
            .with("reward_control_weight", "0.1", "price of the sum of squared controls"),
        Push::v5);
  }

  private void runners() {
    Pair swimmer =
        new Pair(
            "Swimmer",
            "swim along x as a chain of three links",
            LONG,
            OptionalDouble.of(360),
            View.topFollowing(2.5));
    Options swimmerOptions =
        new Options().forwardReward("1").controlCost("0.0001").resetNoise("0.1").excludePositions();
    swimmer.v4(
        Swimmer.robot(),
        new Options().and(swimmerOptions).fixed("frame_skip", "4"),
        settings -> Runner.swimmer(settings, false));
    swimmer.v5(
        Swimmer.robot(),
        new Options().version5("4").and(swimmerOptions),
        settings -> Runner.swimmer(settings, true));

    Pair cheetah =
        new Pair(
            "HalfCheetah",
            "run along x as a cat of two legs, in a plane",
            LONG,
            OptionalDouble.of(4800),
            View.sideFollowing(2, -0.4, 1.8));
    Options cheetahOptions =
        new Options().forwardReward("1").controlCost("0.1").resetNoise("0.1").excludePositions();
    cheetah.v4(
        HalfCheetah.robot(),
        new Options().and(cheetahOptions).fixed("frame_skip", "5"),
        settings -> Runner.halfCheetah(settings, false));
    cheetah.v5(
        HalfCheetah.robot(),
        new Options().version5("5").and(cheetahOptions),
        settings -> Runner.halfCheetah(settings, true));
  }

  private void walkers() {
    Pair hopper =
        new Pair(
            "Hopper",
            "hop along x on one leg, in a plane",
            LONG,
            OptionalDouble.of(3800),
            View.sideFollowing(1.5, -0.3, 2));
    Options hopperOptions =
        new Options()
            .forwardReward("1")
            .controlCost("0.001")
            .healthy("1", "0.7,inf")
            .with(
                "healthy_state_range",
                "-100,100",
                "range of good health of every other number of the state, as low,high")
            .with("healthy_angle_range", "-0.2,0.2", "tilts of good health, rad, as low,high")
            .resetNoise("0.005")
            .excludePositions();
    hopper.v4(
        Hopper.robot(),
        new Options().and(hopperOptions).fixed("frame_skip", "4"),
        settings -> Runner.hopper(settings, true));
    hopper.v5(
        Hopper.robot(),
        new Options().version5("4").and(hopperOptions),
        settings -> Runner.hopper(settings, false));

    Pair walker =
        new Pair(
            "Walker2d",
            "walk along x on two legs, in a plane",
            LONG,
            NONE,
            View.sideFollowing(1.5, -0.3, 2));
    Options walkerOptions =
        new Options()
            .forwardReward("1")
            .controlCost("0.001")
            .healthy("1", "0.8,2")
            .with("healthy_angle_range", "-1,1", "tilts of good health, rad, as low,high")
            .resetNoise("0.005")
            .excludePositions();
    walker.v4(
        Walker2d.v4(),
        new Options().and(walkerOptions).fixed("frame_skip", "4"),
        settings -> Runner.walker(settings, true));
    walker.v5(
        Walker2d.v5(),
        new Options().version5("4").and(walkerOptions),
        settings -> Runner.walker(settings, false));
  }

  private void ants() {
    Pair ant =
        new Pair(
            "Ant",
            "walk along x on four legs",
            LONG,
            OptionalDouble.of(6000),
            View.sideFollowing(2, -0.5, 1.8));
    Options shared =
        new Options()
            .controlCost("0.5")
            .with("contact_cost_weight", "0.0005", "price of the sum of squared contact forces")
            .with("contact_force_range", "-1,1", "what contact forces are clipped to, as low,high")
            .healthy("1", "0.2,1")
            .resetNoise("0.1")
            .excludePositions();
    ant.v4(
        Ant.robot(),
        new Options()
            .with("xml_file", "", "an MJCF file with another robot for the same task")
            .fixed("frame_skip", "5")
            .with("use_contact_forces", "false", "whether contact forces are observed and paid for")
            .and(shared),
        AntWalk::v4);
    ant.v5(
        Ant.robot(),
        new Options()
            .version5("5")
            .forwardReward("1")
            .and(shared)
            .with("main_body", "1", "name or number of the body that is to move along x")
            .include("cfrc_ext", "whether clipped contact forces are observed"),
        AntWalk::v5);
  }

  private void humanoids() {
    Options senses =
        new Options()
            .include("cinert", "whether the bodies' inertia is observed")
            .include("cvel", "whether the bodies' velocities are observed")
            .include("qfrc_actuator", "whether the actuators' forces are observed")
            .include("cfrc_ext", "whether the contacts' forces are observed");

    Pair walk =
        new Pair(
            "Humanoid",
            "walk along x as a human figure",
            LONG,
            NONE,
            View.sideFollowing(2, -0.4, 2.1));
    Options walkOptions =
        new Options()
            .forwardReward("1.25")
            .controlCost("0.1")
            .healthy("5", "1,2")
            .resetNoise("0.01")
            .excludePositions();
    walk.v4(
        Humanoid.standing(),
        new Options().and(walkOptions).fixed("frame_skip", "5"),
        HumanoidWalk::v4);
    walk.v5(
        Humanoid.standing(),
        new Options()
            .version5("5")
            .and(walkOptions)
            .with("contact_cost_weight", "5e-7", "price of the sum of squared contact forces")
            .with("contact_cost_range", "-inf,10", "what that cost is clipped to, as low,high")
            .and(senses),
        HumanoidWalk::v5);

    Pair standup =
        new Pair(
            "HumanoidStandup",
            "stand up from the ground as a human figure",
            LONG,
            NONE,
            View.sideFollowing(2, -0.4, 2.1));
    standup.v4(
        Humanoid.lying(),
        new Options()
            .fixed("frame_skip", "5")
            .fixed("uph_cost_weight", "1")
            .fixed("ctrl_cost_weight", "0.1")
            .fixed("impact_cost_weight", "5e-7")
            .fixed("impact_cost_range", "-inf,10")
            .fixed("reset_noise_scale", "0.01")
            .fixed(Options.excludePositionsName(), "true"),
        HumanoidStandup::v4);
    standup.v5(
        Humanoid.lying(),
        new Options()
            .version5("5")
            .with("uph_cost_weight", "1", "reward for the height over the timestep, m/s")
            .controlCost("0.1")
            .with("impact_cost_weight", "5e-7", "price of the sum of squared contact forces")
            .with("impact_cost_range", "-inf,10", "what that cost is clipped to, as low,high")
            .resetNoise("0.01")
            .excludePositions()
            .and(senses),
        HumanoidStandup::v5);
  }

  /** What the two versions of a task share. */
  private final class Pair {
    private final String name;
    private final String description;
    private final int timeLimit;
    private final OptionalDouble rewardThreshold;
    private final View view;

    Pair(
        String name, String description, int timeLimit, OptionalDouble rewardThreshold, View view) {
      this.name = name;
      this.description = description;
      this.timeLimit = timeLimit;
      this.rewardThreshold = rewardThreshold;
      this.view = view;
    }

    void v4(Robot robot, Options options, Function<Settings, RobotTask> task) {
      add("-v4", robot, options, task);
    }

    void v5(Robot robot, Options options, Function<Settings, RobotTask> task) {
      add("-v5", robot, options, task);
    }

    private void add(
        String version, Robot robot, Options options, Function<Settings, RobotTask> task) {
      entries.add(
          new CatalogEntry(
              name + version, description, timeLimit, rewardThreshold, robot, view, options, task));
    }
  }
}
