package io.github.ascent4j.envs.pixel;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.SimulatorCopies;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import java.util.List;
import java.util.OptionalDouble;

/** The games by name. */
public final class PixelProvider implements EnvironmentProvider {
  private static final String BRICKS = "Bricks-v0";
  private static final String CATCH = "Catch-v0";
  private static final String RECALL = "Recall-v0";
  private static final List<String> IDS = List.of(BRICKS, CATCH, RECALL);

  private static final int STACK = 4;
  private static final int MOST_STACKED = 16;
  private static final int FRAME_SKIP = 4;
  private static final int DELAY = 6;

  private static final EnvironmentOption STICKY_ACTIONS =
      EnvironmentOption.plain(
          "sticky_actions",
          "0",
          "probability that a step repeats the last action instead of its own, 0 to 0.95");

  @Override
  public List<EnvironmentInfo> list() {
    return IDS.stream().map(id -> info(EnvironmentRequest.of(id, 1))).toList();
  }

  @Override
  public boolean provides(String id) {
    return IDS.contains(id);
  }

  @Override
  public boolean selfContained(String id) {
    return true;
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return switch (id) {
      case BRICKS ->
          List.of(
              stackOption(STACK),
              STICKY_ACTIONS,
              EnvironmentOption.plain(
                  "frame_skip", Integer.toString(FRAME_SKIP), "ticks in a step, 1 to 16"));
      case RECALL ->
          List.of(
              stackOption(1),
              EnvironmentOption.plain(
                  "delay",
                  Integer.toString(DELAY),
                  "dark pictures between lamp and question, 1 to 1000, no fewer than stack"));
      default -> List.of(stackOption(STACK), STICKY_ACTIONS);
    };
  }

  private static EnvironmentOption stackOption(int otherwise) {
    return EnvironmentOption.plain(
        "stack",
        Integer.toString(otherwise),
        "pictures in an observation, 1 to " + MOST_STACKED + ", the newest one last");
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    request.allowOnly(options(request.id()));
    EnvironmentInfo info = info(request);
    int stack = stack(request);
    double sticky = request.number("sticky_actions", 0, 0, 0.95);
    int ticks = frameSkip(request);
    int delay = delay(request);
    return new SimulatorCopies(
        info,
        request.copies(),
        request.threads(),
        () ->
            switch (request.id()) {
              case BRICKS -> new Bricks(stack, sticky, ticks);
              case CATCH -> new Catch(stack, sticky);
              default -> new Recall(stack, delay);
            });
  }

  private static int stack(EnvironmentRequest request) {
    return request.count("stack", request.id().equals(RECALL) ? 1 : STACK, 1, MOST_STACKED);
  }

  private static int frameSkip(EnvironmentRequest request) {
    return request.count("frame_skip", FRAME_SKIP, 1, 16);
  }

  private static int delay(EnvironmentRequest request) {
    int delay = request.count("delay", DELAY, 1, 1000);
    int stack = stack(request);
    if (request.id().equals(RECALL) && stack > delay) {
      throw new IllegalArgumentException(
          RECALL
              + ": stack "
              + stack
              + " with delay "
              + delay
              + " shows the lamp beside the question, so that nothing is left to remember; use a"
              + " stack of at most "
              + delay
              + " or a delay of at least "
              + stack);
    }
    return delay;
  }

  private static EnvironmentInfo info(EnvironmentRequest request) {
    Box pictures =
        Box.uniform(List.of(stack(request), Pictures.SIDE, Pictures.SIDE), DType.UINT8, 0, 255);
    return switch (request.id()) {
      case BRICKS ->
          new EnvironmentInfo(
              BRICKS,
              "pixels: break the bricks of a wall with a ball that must not be lost",
              pictures,
              new Discrete(3),
              (Bricks.TICK_LIMIT + frameSkip(request) - 1) / frameSkip(request),
              OptionalDouble.empty());
      case CATCH ->
          new EnvironmentInfo(
              CATCH,
              "pixels: catch ten falling drops in a basket, quick to learn",
              pictures,
              new Discrete(3),
              Catch.DROPS * Catch.FALL_STEPS,
              OptionalDouble.empty());
      case RECALL ->
          new EnvironmentInfo(
              RECALL,
              "pixels: say which lamp shone a while ago, which needs memory",
              pictures,
              new Discrete(Recall.LAMPS),
              Recall.QUESTIONS * Recall.roundSteps(delay(request)),
              OptionalDouble.empty());
      default -> throw new IllegalArgumentException(request.id() + " is no game of pixels");
    };
  }
}
