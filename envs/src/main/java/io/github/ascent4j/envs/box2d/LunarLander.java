package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.envs.box2d.PhysicsWorld.Hinge;
import io.github.ascent4j.envs.box2d.PhysicsWorld.Material;
import io.github.ascent4j.envs.classic.StrictTrigonometry;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Land a craft between two flags on the moon. Discrete actions: 0 nothing, 1 left engine, 2 main
 * engine, 3 right engine. Continuous ones: throttle of the main engine (off up to 0, then from half
 * to full power) and of the side engines (off between -0.5 and 0.5).
 *
 * <p>Observation: x and y from the pad (in halves of the view), their velocities, angle (rad),
 * angular velocity (in 0.4 rad/s), and for each leg 1 if it touches the ground. The reward is the
 * growth of a potential (nearer, slower, more upright, legs down) less the fuel; -100 for a crash
 * or for leaving sideways, 100 for coming to rest, and either ends the episode.
 *
 * <p>The physics are native code, for which {@code java} wants {@code
 * --enable-native-access=ALL-UNNAMED}, or prints four lines about a restricted method.
 *
 * <p>Source: {@code gymnasium/envs/box2d/lunar_lander.py}. v3 differs from v2 in three ways: its
 * observation space is wider; it makes a new world for every episode, so that an episode depends on
 * its seed alone; it draws the phase of wind and turbulence at the start of every episode from the
 * environment's generator, where v2 drew it once, from a global generator without a seed. Here v2
 * has v3's worlds and winds, for an episode that cannot be repeated is of no use; the space is
 * v2's.
 */
final class LunarLander implements Simulator {
  static final double SCALE = 30.0;
  static final double WIDTH = 600 / SCALE;
  static final double HEIGHT = 400 / SCALE;
  static final int CHUNKS = 11;
  static final double PAD_Y = HEIGHT / 4;

  /** The lander's outline, x and y in turn, in its own frame. */
  static final double[] HULL = scaled(-14, 17, -17, 0, -17, -10, 17, -10, 17, 0, 14, 17);

  static final double LEG_HALF_WIDTH = 2 / SCALE;
  static final double LEG_HALF_HEIGHT = 8 / SCALE;

  private static final double LEG_AWAY = 20;
  private static final double LEG_DOWN = 18;
  private static final double LEG_SPRING_TORQUE = 40;
  private static final double INITIAL_FORCE = 1000;
  private static final double MAIN_ENGINE_POWER = 13;
  private static final double MAIN_ENGINE_HEIGHT = 4;
  private static final double SIDE_ENGINE_POWER = 0.6;
  private static final double SIDE_ENGINE_HEIGHT = 14;
  private static final double SIDE_ENGINE_AWAY = 12;

  /** Gymnasium says 14 for one direction and 17 for the other. */
  private static final double SIDE_ENGINE_OTHER_HEIGHT = 17;

  private static final int MAX_PHASE = 9999;

  private static final Material HULL_MATERIAL = new Material(5, 0.1, 0x0010, PhysicsWorld.GROUND);
  private static final Material LEG_MATERIAL = new Material(1, 0.2, 0x0020, PhysicsWorld.GROUND);

  /** What can be chosen. */
  record Options(
      boolean continuous, double gravity, boolean wind, double windPower, double turbulencePower) {}

  private final Options options;
  private final GroundContacts contacts = new GroundContacts();
  private final double[] terrainY = new double[CHUNKS];
  private final double[] observation = new double[8];
  private @Nullable Episode episode;
  private int windPhase;
  private int turbulencePhase;
  private double potential;
  private boolean terminated;

  LunarLander(Options options) {
    this.options = options;
  }

  /** What lasts for one episode. */
  private record Episode(
      PhysicsWorld world, Body lander, Body firstLeg, Body secondLeg, Pcg64 generator) {}

  static Space observationSpace(int version) {
    float position = version == 2 ? 1.5f : 2.5f;
    float velocity = version == 2 ? 5 : 10;
    float angle = (float) (version == 2 ? Math.PI : 2 * Math.PI);
    return Box.of(
        new float[] {-position, -position, -velocity, -velocity, -angle, -velocity, -0.0f, -0.0f},
        new float[] {position, position, velocity, velocity, angle, velocity, 1, 1});
  }

  static Space actionSpace(boolean continuous) {
    return continuous ? Box.uniform(-1, 1, 2) : new Discrete(4);
  }

  @Override
  public void start(Pcg64 generator) {
    close();
    PhysicsWorld world = new PhysicsWorld(options.gravity, contacts);
    try {
      episode = build(world, generator);
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
    potential = Double.NaN;
    // As in Gymnasium, whose reset takes a first step without engines.
    advance(episode, 0, 0, 0);
  }

  private Episode build(PhysicsWorld world, Pcg64 generator) {
    makeTerrain(world, generator);
    double x = WIDTH / 2;
    Body lander = world.dynamicBody(x, HEIGHT, 0);
    world.addPolygon(lander, HULL, HULL_MATERIAL);
    double forceX = generator.uniform(-INITIAL_FORCE, INITIAL_FORCE);
    double forceY = generator.uniform(-INITIAL_FORCE, INITIAL_FORCE);
    lander.applyForceToCenter((float) forceX, (float) forceY, true);
    if (options.wind) {
      windPhase = generator.integers(-MAX_PHASE, MAX_PHASE);
      turbulencePhase = generator.integers(-MAX_PHASE, MAX_PHASE);
    }
    Body firstLeg = makeLeg(world, lander, -1);
    Body secondLeg = makeLeg(world, lander, 1);
    contacts.watch(lander, firstLeg, secondLeg);
    return new Episode(world, lander, firstLeg, secondLeg, generator);
  }

  private void makeTerrain(PhysicsWorld world, Pcg64 generator) {
    double[] height = new double[CHUNKS + 1];
    for (int i = 0; i < height.length; i++) {
      height[i] = generator.uniform(0, HEIGHT / 2);
    }
    for (int i = CHUNKS / 2 - 2; i <= CHUNKS / 2 + 2; i++) {
      height[i] = PAD_Y;
    }
    for (int i = 0; i < CHUNKS; i++) {
      // Python's height[-1] is the last one.
      double before = height[i == 0 ? CHUNKS : i - 1];
      terrainY[i] = 0.33 * (before + height[i] + height[i + 1]);
    }
    Body moon = world.staticBody();
    world.addEdge(moon, 0, 0, WIDTH, 0, Material.ground(0.2));
    for (int i = 0; i + 1 < CHUNKS; i++) {
      world.addEdge(
          moon, terrainX(i), terrainY[i], terrainX(i + 1), terrainY[i + 1], Material.ground(0.1));
    }
  }

  static double terrainX(int i) {
    return WIDTH / (CHUNKS - 1) * i;
  }

  private static Body makeLeg(PhysicsWorld world, Body lander, int side) {
    Body leg = world.dynamicBody(WIDTH / 2 - side * LEG_AWAY / SCALE, HEIGHT, side * 0.05);
    world.addBox(leg, LEG_HALF_WIDTH, LEG_HALF_HEIGHT, LEG_MATERIAL);
    world.join(
        lander,
        leg,
        new Hinge(
            0,
            0,
            side * LEG_AWAY / SCALE,
            LEG_DOWN / SCALE,
            side < 0 ? 0.9 - 0.5 : -0.9,
            side < 0 ? 0.9 : -0.9 + 0.5,
            0.3 * side,
            LEG_SPRING_TORQUE));
    return leg;
  }

  @Override
  public double step(float[] actions, int offset) {
    Episode now = running();
    if (!options.continuous) {
      int action = (int) actions[offset];
      int side = action == 1 || action == 3 ? action - 2 : 0;
      return advance(now, action == 2 ? 1 : 0, side, Math.abs(side));
    }
    double main = clip(actions[offset], -1, 1);
    double lateral = clip(actions[offset + 1], -1, 1);
    double mainPower = main > 0 ? (clip(main, 0, 1) + 1) * 0.5 : 0;
    boolean fires = Math.abs(lateral) > 0.5;
    return advance(
        now,
        mainPower,
        fires ? Math.signum(lateral) : 0,
        fires ? clip(Math.abs(lateral), 0.5, 1) : 0);
  }

  /**
   * @param mainPower 0 if off
   * @param side -1 left, 1 right
   * @param sidePower 0 if off
   * @return the reward
   */
  private double advance(Episode now, double mainPower, double side, double sidePower) {
    Body lander = now.lander;
    if (options.wind && !contacts.footDown(0) && !contacts.footDown(1)) {
      lander.applyForceToCenter((float) (gust(windPhase++) * options.windPower), 0, true);
      lander.applyTorque((float) (gust(turbulencePhase++) * options.turbulencePower), true);
    }
    double angle = lander.getAngle();
    double sine = StrictTrigonometry.sin(angle);
    double cosine = StrictTrigonometry.cos(angle);
    double along = now.generator.uniform(-1, 1) / SCALE;
    double across = now.generator.uniform(-1, 1) / SCALE;
    if (mainPower > 0) {
      double down = MAIN_ENGINE_HEIGHT / SCALE + 2 * along;
      double x = sine * down + -cosine * across;
      double y = -cosine * down - sine * across;
      Vector2 position = lander.getPosition();
      push(lander, x, y, MAIN_ENGINE_POWER, mainPower, position.x + x, position.y + y);
    }
    if (sidePower > 0) {
      double out = 3 * across + side * SIDE_ENGINE_AWAY / SCALE;
      double x = sine * along + -cosine * out;
      double y = -cosine * along - sine * out;
      Vector2 position = lander.getPosition();
      push(
          lander,
          x,
          y,
          SIDE_ENGINE_POWER,
          sidePower,
          position.x + x - sine * SIDE_ENGINE_OTHER_HEIGHT / SCALE,
          position.y + y + cosine * SIDE_ENGINE_HEIGHT / SCALE);
    }
    now.world.step();
    return assess(lander, mainPower, sidePower);
  }

  private static void push(
      Body lander, double x, double y, double engine, double power, double atX, double atY) {
    lander.applyLinearImpulse(
        (float) (-x * engine * power),
        (float) (-y * engine * power),
        (float) atX,
        (float) atY,
        true);
  }

  /** Between -1 and 1, and never periodic. */
  private static double gust(int phase) {
    return StrictMath.tanh(
        StrictTrigonometry.sin(0.02 * phase) + StrictTrigonometry.sin(Math.PI * 0.01 * phase));
  }

  /** Reads the observation off the bodies; gives the reward of having come here. */
  private double assess(Body lander, double mainPower, double sidePower) {
    Vector2 position = lander.getPosition();
    Vector2 velocity = lander.getLinearVelocity();
    double[] s = observation;
    s[0] = (position.x - WIDTH / 2) / (WIDTH / 2);
    s[1] = (position.y - (PAD_Y + LEG_DOWN / SCALE)) / (HEIGHT / 2);
    s[2] = velocity.x * (WIDTH / 2) / PhysicsWorld.STEPS_PER_SECOND;
    s[3] = velocity.y * (HEIGHT / 2) / PhysicsWorld.STEPS_PER_SECOND;
    s[4] = lander.getAngle();
    s[5] = 20.0 * lander.getAngularVelocity() / PhysicsWorld.STEPS_PER_SECOND;
    s[6] = contacts.footDown(0) ? 1 : 0;
    s[7] = contacts.footDown(1) ? 1 : 0;

    double before = potential;
    potential =
        -100 * Math.sqrt(s[0] * s[0] + s[1] * s[1])
            - 100 * Math.sqrt(s[2] * s[2] + s[3] * s[3])
            - 100 * Math.abs(s[4])
            + 10 * s[6]
            + 10 * s[7];
    double reward = Double.isNaN(before) ? 0 : potential - before;
    reward -= mainPower * 0.30;
    reward -= sidePower * 0.03;

    terminated = false;
    if (contacts.trunkTouched() || Math.abs(s[0]) >= 1) {
      terminated = true;
      reward = -100;
    }
    if (!lander.isAwake()) {
      terminated = true;
      reward = 100;
    }
    return reward;
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    for (int i = 0; i < observation.length; i++) {
      numbers[numbersAt + i] = (float) observation[i];
    }
  }

  @Override
  public Optional<Scene> scene() {
    Episode now = episode;
    return now == null
        ? Optional.empty()
        : Optional.of(LunarScene.of(terrainY, now.lander, now.firstLeg, now.secondLeg));
  }

  @Override
  public void close() {
    if (episode != null) {
      episode.world.close();
      episode = null;
    }
  }

  /** The lander and its two legs. */
  Body[] bodies() {
    Episode now = running();
    return new Body[] {now.lander, now.firstLeg, now.secondLeg};
  }

  double terrainY(int i) {
    return terrainY[i];
  }

  private Episode running() {
    if (episode == null) {
      throw new IllegalStateException("a lander was stepped that was not started; call start");
    }
    return episode;
  }

  private static double clip(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }

  private static double[] scaled(double... points) {
    double[] result = points.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] /= SCALE;
    }
    return result;
  }
}
