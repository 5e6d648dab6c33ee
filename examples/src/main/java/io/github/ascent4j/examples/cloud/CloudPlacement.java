package io.github.ascent4j.examples.cloud;

import io.github.ascent4j.environment.Controller;
import io.github.ascent4j.environment.InvertedEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerTimeShared;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;

/**
 * Jobs of two sizes arrive at a data centre that CloudSim Plus simulates, and each is placed on one
 * of three machines of different speeds, which it shares with the others placed there. The shorter
 * jobs take from arrival to end, the better.
 *
 * <p>CloudSim Plus owns the main loop: {@code start()} returns when everything is over. A decision
 * is due whenever it reports an arrival, in the middle of an event.
 */
public final class CloudPlacement extends InvertedEnvironment {
  static final double[] SPEEDS = {4e6, 2e6, 1e6};

  /** Seconds in which jobs arrive; the episode ends when all of them are done. */
  private static final double SHIFT = 72;

  /** Millions of instructions of a job; speeds are millions in a second. */
  private static final double SHORT = 2e6;

  private static final double LONG = 20e6;
  private static final double LONG_PART = 0.25;
  private static final double MEAN_GAP = 1.2;

  /**
   * How often the simulator looks at what machines have done. Jobs arrive in between: what arrives
   * at the same moment would have it stop looking.
   */
  private static final double INTERVAL = 0.25;

  /** Brings times and rewards to about 1. */
  static final double SCALE = 10;

  private static final int OBSERVED = SPEEDS.length + 1;

  /** Seconds of work that each machine still has to do, and whether the job is a long one. */
  @Override
  public Space observationSpace() {
    return Box.uniform(0, 1000, OBSERVED);
  }

  /** The machine. */
  @Override
  public Space actionSpace() {
    return new Discrete(SPEEDS.length);
  }

  // @start region="run"
  @Override
  protected void run(long seed, Controller controller) {
    CloudSimPlus simulation = new CloudSimPlus(INTERVAL / 32);
    new DatacenterSimple(simulation, List.of(host())).setSchedulingInterval(INTERVAL);
    DatacenterBroker broker = new DatacenterBrokerSimple(simulation);
    List<Vm> machines = machines();
    broker.submitVmList(machines);
    Arrivals arrivals = new Arrivals(simulation, broker, machines, seed, controller);
    simulation.start();
    arrivals.checkDone();
    controller.end(arrivals.observation, arrivals.reward());
  }

  // @end

  /** Instructions of a job, in millions. */
  static double length(boolean isLong) {
    return isLong ? LONG : SHORT;
  }

  private static Host host() {
    List<Pe> cores = new ArrayList<>();
    for (int i = 0; i < SPEEDS.length; i++) {
      cores.add(new PeSimple(SPEEDS[0]));
    }
    return new HostSimple(1 << 20, 1 << 20, 1 << 20, cores);
  }

  private static List<Vm> machines() {
    List<Vm> machines = new ArrayList<>();
    for (double speed : SPEEDS) {
      machines.add(new VmSimple(speed, 1, new CloudletSchedulerTimeShared()));
    }
    return machines;
  }

  /** Who sends jobs, and asks where each is to run. */
  private static final class Arrivals extends CloudSimEntity {
    private final DatacenterBroker broker;
    private final List<Vm> machines;
    private final Controller controller;
    private final SplittableRandom random;
    private final float[] observation = new float[OBSERVED];

    /** When each machine will have done what it has been given. */
    private final double[] done = new double[SPEEDS.length];

    /** Jobs in the system, and the time they have spent there since the last decision. */
    private int present;

    private double spent;
    private double since;

    Arrivals(
        CloudSimPlus simulation,
        DatacenterBroker broker,
        List<Vm> machines,
        long seed,
        Controller controller) {
      super(simulation);
      this.broker = broker;
      this.machines = machines;
      this.controller = controller;
      random = new SplittableRandom(seed);
    }

    @Override
    protected void startInternal() {
      next();
    }

    private void next() {
      double now = getSimulation().clock();
      double intervals = Math.floor((now + MEAN_GAP * random.nextExponential()) / INTERVAL);
      double next = (intervals + 0.5) * INTERVAL;
      if (next < SHIFT) {
        schedule(this, next - now, CloudSimTag.NONE);
      }
    }

    // @start region="arrival"
    @Override
    public void processEvent(SimEvent event) {
      if (event.getTag() != CloudSimTag.NONE) {
        return;
      }
      boolean isLong = random.nextDouble() < LONG_PART;
      double now = getSimulation().clock();
      for (int k = 0; k < SPEEDS.length; k++) {
        observation[k] = (float) (Math.max(0, done[k] - now) / SCALE);
      }
      observation[SPEEDS.length] = isLong ? 1 : 0;
      int machine = controller.choose(observation, reward());
      place(length(isLong), machine, now);
      next();
    }

    // @end

    private void place(double length, int machine, double now) {
      Cloudlet job = new CloudletSimple((long) length, 1);
      job.setVm(machines.get(machine));
      count(1);
      job.addOnFinishListener(info -> count(-1));
      broker.submitCloudlet(job);
      done[machine] = Math.max(done[machine], now) + length / SPEEDS[machine];
    }

    private void count(int change) {
      double now = getSimulation().clock();
      spent += present * (now - since);
      since = now;
      present += change;
    }

    void checkDone() {
      if (present > 0) {
        throw new IllegalStateException(present + " jobs were not done when the simulation ended");
      }
    }

    /** Minus the time that jobs have spent in the system since this was asked last. */
    private double reward() {
      count(0);
      double reward = spent == 0 ? 0 : -spent / SCALE;
      spent = 0;
      return reward;
    }
  }
}
