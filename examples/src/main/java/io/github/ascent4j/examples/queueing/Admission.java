package io.github.ascent4j.examples.queueing;

import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Customers of two kinds ask for a server, and each is admitted or turned away at once: a loss
 * system of {@value #SERVERS} servers with Poisson arrivals and exponential service. A premium
 * customer pays six times as much as an ordinary one, so it pays to keep the last servers free for
 * them.
 *
 * <p>The best policy has a known form, trunk reservation: ordinary customers are admitted while
 * fewer than so many servers are busy, premium ones always. B. L. Miller, "A Queueing Reward System
 * with Several Customer Classes", 1969.
 */
public final class Admission implements Environment {
  static final int SERVERS = 10;
  static final int REJECT = 0;
  static final int ADMIT = 1;
  static final double PREMIUM_PAYS = 6;

  /** Arrivals in the time that a service takes on average. */
  private static final double ORDINARY_RATE = 12;

  private static final double PREMIUM_RATE = 4;

  private static final int CUSTOMERS = 200;
  private static final int BUSY_COLOR = 0xFFB5651D;
  private static final int FREE_COLOR = 0xFFE8E8E8;
  private static final int PREMIUM_COLOR = 0xFFD4A017;
  private static final int ORDINARY_COLOR = 0xFF4C72B0;

  private SplittableRandom random = new SplittableRandom();
  private int busy;
  private boolean premium;
  private int premiumRejected;

  /** The part of the servers that is busy, and whether the customer who asks is a premium one. */
  @Override
  public Space observationSpace() {
    return Box.uniform(0, 1, 2);
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public int timeLimit() {
    return CUSTOMERS;
  }

  @Override
  public boolean masksActions() {
    return true;
  }

  // @start region="mask"
  @Override
  public void actionMask(boolean[] mask) {
    mask[ADMIT] = busy < SERVERS;
  }

  // @end

  // @start region="info"
  @Override
  public List<String> infoNames() {
    return List.of("busy", "premium_rejected");
  }

  @Override
  public void info(double[] values) {
    values[0] = busy;
    values[1] = premiumRejected; // so far in this episode
  }

  // @end

  @Override
  public void reset(long seed, float[] observation) {
    random = new SplittableRandom(seed);
    premiumRejected = 0;
    busy = random.nextInt(SERVERS + 1);
    arrive();
    observe(observation);
  }

  /** Admits or rejects the customer who asks, and goes on to the next one. */
  @Override
  public Outcome step(float[] action, float[] observation) {
    double paid = 0;
    if (action[0] == ADMIT) {
      busy++;
      paid = premium ? PREMIUM_PAYS : 1;
    } else if (premium) {
      premiumRejected++;
    }
    arrive();
    observe(observation);
    return Outcome.running(paid);
  }

  /** Until somebody arrives, services end. */
  private void arrive() {
    double arrivals = ORDINARY_RATE + PREMIUM_RATE;
    while (random.nextDouble() * (arrivals + busy) >= arrivals) {
      busy--;
    }
    premium = random.nextDouble() * arrivals < PREMIUM_RATE;
  }

  private void observe(float[] observation) {
    observation[0] = (float) busy / SERVERS;
    observation[1] = premium ? 1 : 0;
  }

  // @start region="scene"
  @Override
  public Optional<Scene> scene() {
    List<Shape> shapes = new ArrayList<>();
    for (int server = 0; server < SERVERS; server++) {
      int fill = server < busy ? BUSY_COLOR : FREE_COLOR;
      shapes.add(new Shape.Circle(server + 2, 1, 0.4, fill, 0xFF000000));
    }
    int fill = premium ? PREMIUM_COLOR : ORDINARY_COLOR;
    shapes.add(new Shape.Circle(0.5, 1, 0.4, fill, 0xFF000000));
    return Optional.of(new Scene(0, 0, SERVERS + 2, 2, 0xFFFFFFFF, 0.1, shapes));
  }
  // @end
}
