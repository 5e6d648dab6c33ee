package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.Fixture;
import com.badlogic.gdx.physics.box2d.RayCastCallback;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJoint;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.envs.box2d.PhysicsWorld.Hinge;
import io.github.ascent4j.envs.box2d.PhysicsWorld.Material;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walk to the right on two legs with a motor in each hip and knee. An action is a torque for hip
 * and knee of one leg and of the other, in parts of the strongest.
 *
 * <p>Observation: angle (rad), angular velocity and velocities of the hull; for each leg angle and
 * speed of hip and knee and 1 if the foot touches the ground; ten distances along rays from the
 * hull to the ground, in parts of their range. The reward is the way made, with about 300 for all
 * of it, less the tilt of the hull and the torques; -100 for a fall. A fall ends the episode, and
 * so does the far end.
 *
 * <p>The physics are native code, for which {@code java} wants {@code
 * --enable-native-access=ALL-UNNAMED}, or prints four lines about a restricted method.
 *
 * <p>Source: {@code gymnasium/envs/box2d/bipedal_walker.py}. Gymnasium keeps one world for all
 * episodes; a new one for each makes an episode depend on its seed alone.
 */
final class BipedalWalker implements Simulator {
  static final double SCALE = BipedalTerrain.SCALE;
  static final double WIDTH = 600 / SCALE;
  static final double HEIGHT = 400 / SCALE;

  /** The hull's outline, x and y in turn, in its own frame. */
  static final double[] HULL = {
    -30 / SCALE,
    9 / SCALE,
    6 / SCALE,
    9 / SCALE,
    34 / SCALE,
    1 / SCALE,
    34 / SCALE,
    -8 / SCALE,
    -30 / SCALE,
    -8 / SCALE
  };

  static final double LEG_WIDTH = 8 / SCALE;
  static final double LEG_HEIGHT = 34 / SCALE;
  static final double LOWER_LEG_WIDTH = 0.8 * LEG_WIDTH;
  static final int RAYS = 10;

  private static final double LEG_DOWN = -8 / SCALE;
  private static final double MAX_TORQUE = 80;
  private static final double HIP_SPEED = 4;
  private static final double KNEE_SPEED = 6;
  private static final double RAY_LENGTH = 160 / SCALE;
  private static final double INITIAL_FORCE = 5;
  private static final double GRAVITY = -10;
  private static final double FINISH =
      (BipedalTerrain.LENGTH - BipedalTerrain.GRASS) * BipedalTerrain.STEP;

  private static final Material GRASS = Material.ground(2.5);
  private static final Material HULL_MATERIAL = new Material(5, 0.1, 0x0020, PhysicsWorld.GROUND);
  private static final Material LEG_MATERIAL = new Material(1, 0.2, 0x0020, PhysicsWorld.GROUND);

  private static final double[] RAY_X = new double[RAYS];
  private static final double[] RAY_Y = new double[RAYS];

  static {
    for (int i = 0; i < RAYS; i++) {
      RAY_X[i] = StrictMath.sin(1.5 * i / 10.0) * RAY_LENGTH;
      RAY_Y[i] = StrictMath.cos(1.5 * i / 10.0) * RAY_LENGTH;
    }
  }

  private final boolean hardcore;
  private final GroundContacts contacts = new GroundContacts();
  private final Ray ray = new Ray();
  private final double[] observation = new double[14 + RAYS];
  private @Nullable Episode episode;
  private double potential;
  private boolean terminated;

  BipedalWalker(boolean hardcore) {
    this.hardcore = hardcore;
  }

  /**
   * What lasts for one episode.
   *
   * @param legs upper and lower of one leg, upper and lower of the other
   * @param joints hip and knee of one leg, hip and knee of the other
   */
  private record Episode(
      PhysicsWorld world, BipedalTerrain terrain, Body hull, Body[] legs, RevoluteJoint[] joints) {}

  /** Where a ray meets the ground first. */
  private static final class Ray implements RayCastCallback {
    float fraction;

    @Override
    public float reportRayFixture(
        Fixture fixture, Vector2 point, Vector2 normal, float newFraction) {
      if ((fixture.getFilterData().categoryBits & PhysicsWorld.GROUND) == 0) {
        return -1;
      }
      fraction = newFraction;
      return newFraction;
    }
  }

  static Space observationSpace() {
    float angle = (float) Math.PI;
    float[] low = new float[14 + RAYS];
    float[] high = new float[14 + RAYS];
    Arrays.fill(low, 0, 14, -5);
    Arrays.fill(high, 0, 14, 5);
    Arrays.fill(low, 14, low.length, -1);
    Arrays.fill(high, 14, high.length, 1);
    for (int i : new int[] {0, 4, 6, 9, 11}) {
      low[i] = -angle;
      high[i] = angle;
    }
    low[8] = -0.0f;
    low[13] = -0.0f;
    return Box.of(low, high);
  }

  static Space actionSpace() {
    return Box.uniform(-1, 1, 4);
  }

  @Override
  public void start(Pcg64 generator) {
    close();
    PhysicsWorld world = new PhysicsWorld(GRAVITY, contacts);
    try {
      episode = build(world, BipedalTerrain.draw(hardcore, generator), generator);
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
    forgetPotential();
    // As in Gymnasium, whose reset takes a first step with limp legs.
    step(new float[4], 0);
  }

  private Episode build(PhysicsWorld world, BipedalTerrain terrain, Pcg64 generator) {
    for (double[] obstacle : terrain.obstacles()) {
      world.addPolygon(world.staticBody(), obstacle, GRASS);
    }
    double[] y = terrain.y();
    for (int i = 0; i + 1 < y.length; i++) {
      world.addEdge(
          world.staticBody(),
          i * BipedalTerrain.STEP,
          y[i],
          (i + 1) * BipedalTerrain.STEP,
          y[i + 1],
          GRASS);
    }
    double x = BipedalTerrain.STEP * BipedalTerrain.START_PAD / 2;
    double top = BipedalTerrain.HEIGHT + 2 * LEG_HEIGHT;
    Body hull = world.dynamicBody(x, top, 0);
    world.addPolygon(hull, HULL, HULL_MATERIAL);
    hull.applyForceToCenter((float) generator.uniform(-INITIAL_FORCE, INITIAL_FORCE), 0, true);
    Body[] legs = new Body[4];
    RevoluteJoint[] joints = new RevoluteJoint[4];
    for (int side = -1; side <= 1; side += 2) {
      int at = side + 1;
      Body upper = world.dynamicBody(x, top - LEG_HEIGHT / 2 - LEG_DOWN, side * 0.05);
      world.addBox(upper, LEG_WIDTH / 2, LEG_HEIGHT / 2, LEG_MATERIAL);
      joints[at] =
          world.join(
              hull, upper, new Hinge(0, LEG_DOWN, 0, LEG_HEIGHT / 2, -0.8, 1.1, side, MAX_TORQUE));
      Body lower = world.dynamicBody(x, top - LEG_HEIGHT * 3 / 2 - LEG_DOWN, side * 0.05);
      world.addBox(lower, LOWER_LEG_WIDTH / 2, LEG_HEIGHT / 2, LEG_MATERIAL);
      joints[at + 1] =
          world.join(
              upper,
              lower,
              new Hinge(0, -LEG_HEIGHT / 2, 0, LEG_HEIGHT / 2, -1.6, -0.1, 1, MAX_TORQUE));
      legs[at] = upper;
      legs[at + 1] = lower;
    }
    contacts.watch(hull, legs[1], legs[3]);
    return new Episode(world, terrain, hull, legs, joints);
  }

  @Override
  public double step(float[] actions, int offset) {
    Episode now = running();
    for (int j = 0; j < now.joints.length; j++) {
      double action = actions[offset + j];
      double speed = j % 2 == 0 ? HIP_SPEED : KNEE_SPEED;
      now.joints[j].setMotorSpeed((float) (speed * Math.signum(action)));
      now.joints[j].setMaxMotorTorque((float) (MAX_TORQUE * effort(action)));
    }
    now.world.step();
    return assess(actions, offset);
  }

  private static double effort(double action) {
    return Math.min(Math.abs(action), 1);
  }

  /** Reads the observation off the bodies; gives the reward of having come here by the action. */
  double assess(float[] actions, int offset) {
    Episode now = running();
    Vector2 position = now.hull.getPosition();
    Vector2 velocity = now.hull.getLinearVelocity();
    double[] s = observation;
    s[0] = now.hull.getAngle();
    s[1] = 2.0 * now.hull.getAngularVelocity() / PhysicsWorld.STEPS_PER_SECOND;
    s[2] = 0.3 * velocity.x * WIDTH / PhysicsWorld.STEPS_PER_SECOND;
    s[3] = 0.3 * velocity.y * HEIGHT / PhysicsWorld.STEPS_PER_SECOND;
    for (int leg = 0; leg < 2; leg++) {
      RevoluteJoint hip = now.joints[2 * leg];
      RevoluteJoint knee = now.joints[2 * leg + 1];
      int at = 4 + 5 * leg;
      s[at] = hip.getJointAngle();
      s[at + 1] = hip.getJointSpeed() / HIP_SPEED;
      s[at + 2] = knee.getJointAngle() + 1.0;
      s[at + 3] = knee.getJointSpeed() / KNEE_SPEED;
      s[at + 4] = contacts.footDown(leg) ? 1 : 0;
    }
    float x = position.x;
    float y = position.y;
    for (int i = 0; i < RAYS; i++) {
      ray.fraction = 1;
      now.world.castRay(ray, x, y, (float) (x + RAY_X[i]), (float) (y - RAY_Y[i]));
      s[14 + i] = ray.fraction;
    }

    double before = potential;
    potential = 130 * (double) x / SCALE - 5.0 * Math.abs(s[0]);
    double reward = Double.isNaN(before) ? 0 : potential - before;
    for (int j = 0; j < now.joints.length; j++) {
      reward -= 0.00035 * MAX_TORQUE * effort(actions[offset + j]);
    }
    terminated = false;
    if (contacts.trunkTouched() || x < 0) {
      reward = -100;
      terminated = true;
    }
    if (x > FINISH) {
      terminated = true;
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
        : Optional.of(BipedalScene.of(now.terrain, now.hull, now.legs));
  }

  @Override
  public void close() {
    if (episode != null) {
      episode.world.close();
      episode = null;
    }
  }

  /** The hull, then upper and lower of one leg, then upper and lower of the other. */
  Body[] bodies() {
    Episode now = running();
    return new Body[] {now.hull, now.legs[0], now.legs[1], now.legs[2], now.legs[3]};
  }

  BipedalTerrain terrain() {
    return running().terrain;
  }

  /** What the next step leads to is not compared with what was before. */
  void forgetPotential() {
    potential = Double.NaN;
  }

  GroundContacts contacts() {
    return contacts;
  }

  private Episode running() {
    if (episode == null) {
      throw new IllegalStateException("a walker was stepped that was not started; call start");
    }
    return episode;
  }
}
