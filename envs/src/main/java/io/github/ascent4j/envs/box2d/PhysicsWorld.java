package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.BodyDef;
import com.badlogic.gdx.physics.box2d.BodyDef.BodyType;
import com.badlogic.gdx.physics.box2d.ContactListener;
import com.badlogic.gdx.physics.box2d.EdgeShape;
import com.badlogic.gdx.physics.box2d.FixtureDef;
import com.badlogic.gdx.physics.box2d.PolygonShape;
import com.badlogic.gdx.physics.box2d.RayCastCallback;
import com.badlogic.gdx.physics.box2d.Shape;
import com.badlogic.gdx.physics.box2d.World;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJoint;
import com.badlogic.gdx.physics.box2d.joints.RevoluteJointDef;

/*
 * Design. A world lives for one episode: Box2D keeps free lists and a tree of boxes whose shape depends
 * on all that ever was in the world, so that an old world would leak one episode into the next.
 *
 * Threads: worlds share nothing but constants, once the first one has filled Box2D's tables
 * (block sizes, collision functions, method ids), which it does without locks; that is what warmUp is
 * for. The Java side keeps static scratch only for reading the vertices of shapes back, which nobody
 * here does.
 */

/** A Box2D world of one episode, with the defaults of the Python binding; 50 steps a second. */
final class PhysicsWorld implements AutoCloseable {
  /** The category of the ground, which is all that moving parts collide with. */
  static final int GROUND = 0x0001;

  static final double STEPS_PER_SECOND = 50;

  private static final float STEP_SECONDS = (float) (1.0 / STEPS_PER_SECOND);
  private static final int VELOCITY_ITERATIONS = 6 * 30;
  private static final int POSITION_ITERATIONS = 2 * 30;

  private final World world;
  private final ContactOrder order;
  private boolean closed;

  /**
   * @param gravity m/s2, upwards
   * @param listener is told when parts begin and cease to touch
   */
  PhysicsWorld(double gravity, ContactListener listener) {
    world = new World(new Vector2(0, (float) gravity), true);
    order = new ContactOrder(world, listener);
  }

  /** What a part is made of. The friction of whoever names none is Box2D's 0.2. */
  record Material(double density, double friction, int category, int collidesWith) {
    static Material ground(double friction) {
      return new Material(0, friction, GROUND, 0xffff);
    }
  }

  Body staticBody() {
    return world.createBody(new BodyDef());
  }

  Body dynamicBody(double x, double y, double angle) {
    BodyDef definition = new BodyDef();
    definition.type = BodyType.DynamicBody;
    definition.position.set((float) x, (float) y);
    definition.angle = (float) angle;
    return world.createBody(definition);
  }

  /**
   * @param points x and y of each corner in turn, in the body's frame; convex
   */
  void addPolygon(Body body, double[] points, Material material) {
    PolygonShape shape = new PolygonShape();
    float[] corners = new float[points.length];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = (float) points[i];
    }
    shape.set(corners);
    add(body, shape, material);
  }

  void addBox(Body body, double halfWidth, double halfHeight, Material material) {
    PolygonShape shape = new PolygonShape();
    shape.setAsBox((float) halfWidth, (float) halfHeight);
    add(body, shape, material);
  }

  void addEdge(Body body, double x1, double y1, double x2, double y2, Material material) {
    EdgeShape shape = new EdgeShape();
    shape.set((float) x1, (float) y1, (float) x2, (float) y2);
    add(body, shape, material);
  }

  private void add(Body body, Shape shape, Material material) {
    FixtureDef definition = new FixtureDef();
    definition.shape = shape;
    definition.density = (float) material.density;
    definition.friction = (float) material.friction;
    definition.filter.categoryBits = (short) material.category;
    definition.filter.maskBits = (short) material.collidesWith;
    order.made(body.createFixture(definition));
    // Box2D has copied it.
    shape.dispose();
  }

  /** A hinge with a motor between two bodies; the angles are relative to how they stand now. */
  record Hinge(
      double xOnA,
      double yOnA,
      double xOnB,
      double yOnB,
      double lowerAngle,
      double upperAngle,
      double motorSpeed,
      double maxTorque) {}

  RevoluteJoint join(Body a, Body b, Hinge hinge) {
    RevoluteJointDef definition = new RevoluteJointDef();
    definition.bodyA = a;
    definition.bodyB = b;
    definition.localAnchorA.set((float) hinge.xOnA, (float) hinge.yOnA);
    definition.localAnchorB.set((float) hinge.xOnB, (float) hinge.yOnB);
    // The Python binding fills it in; Box2D alone would take 0.
    definition.referenceAngle = b.getAngle() - a.getAngle();
    definition.enableLimit = true;
    definition.lowerAngle = (float) hinge.lowerAngle;
    definition.upperAngle = (float) hinge.upperAngle;
    definition.enableMotor = true;
    definition.motorSpeed = (float) hinge.motorSpeed;
    definition.maxMotorTorque = (float) hinge.maxTorque;
    return (RevoluteJoint) world.createJoint(definition);
  }

  void step() {
    order.mend();
    world.step(STEP_SECONDS, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  void castRay(RayCastCallback callback, float x1, float y1, float x2, float y2) {
    world.rayCast(callback, x1, y1, x2, y2);
  }

  /** Frees everything in the world; no body or joint of it may be used any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      order.close();
      world.dispose();
    }
  }

  /** Fills Box2D's tables, by letting a box fall onto an edge. */
  static void warmUp() {
    try (PhysicsWorld world = new PhysicsWorld(-10, new GroundContacts())) {
      world.addEdge(world.staticBody(), -1, 0, 1, 0, Material.ground(1));
      Body box = world.dynamicBody(0, 1, 0);
      world.addBox(box, 1, 1, new Material(1, 1, 2, GROUND));
      world.step();
    }
  }
}
