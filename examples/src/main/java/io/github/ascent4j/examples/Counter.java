package io.github.ascent4j.examples;

import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.environment.Controller;
import io.github.ascent4j.environment.InvertedEnvironment;
import io.github.ascent4j.environment.VectorEnvironments;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

// @start region="counter"
/** A counter whose clerk may hurry, which costs: its events come from a queue of its own. */
public final class Counter extends InvertedEnvironment {
  private record Event(double time, boolean arrival) {}

  @Override
  public Space observationSpace() {
    return Box.uniform(0, 1000, 1); // how many people are there
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2); // 0 takes the time it needs, 1 hurries
  }

  @Override
  protected void run(long seed, Controller controller) {
    var random = new SplittableRandom(seed);
    var events = new PriorityQueue<Event>(Comparator.comparingDouble(Event::time));
    for (double time = 0; time < 100; time += random.nextExponential()) {
      events.add(new Event(time, true));
    }
    int people = 0;
    double cost = 0;
    for (double now = 0; !events.isEmpty(); ) {
      Event event = events.remove();
      cost += people * (event.time - now);
      now = event.time;
      people += event.arrival ? 1 : -1;
      if (event.arrival ? people == 1 : people > 0) {
        int hurry = controller.choose(new float[] {people}, -cost); // the loop waits here
        cost = 2 * hurry;
        events.add(new Event(now + random.nextExponential() * (hurry == 1 ? 0.4 : 0.9), false));
      }
    }
    controller.end(new float[] {people}, -cost);
  }

  // @end
  // @start region="train"
  public static void main(String[] arguments) throws IOException {
    try (var counters = VectorEnvironments.of(Counter::new, 8);
        var agent = PpoAgent.create(counters, PpoConfig.sb3().withRolloutSteps(128), 42)) {
      System.out.println(agent.train(counters, 40_000).meanReturn());
      agent.policy().save(Path.of(arguments[0]));
    }
  }
  // @end
}
