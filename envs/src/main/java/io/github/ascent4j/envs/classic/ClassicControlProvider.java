package io.github.ascent4j.envs.classic;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * The classic control tasks by name. Ids, time limits and reward thresholds are those of {@code
 * gymnasium/envs/__init__.py}.
 */
public final class ClassicControlProvider implements EnvironmentProvider {
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "Acrobot-v1",
              "swing the free end of two links above a bar with a motor between them",
              OptionalDouble.of(-100),
              500,
              Acrobot::v1),
          new Entry(
              "CartPole-v0",
              "balance a pole on a cart by pushing it left or right, 200 steps",
              OptionalDouble.of(195),
              200,
              CartPole::v0),
          new Entry(
              "CartPole-v1",
              "balance a pole on a cart by pushing it left or right, 500 steps",
              OptionalDouble.of(475),
              500,
              CartPole::v1),
          new Entry(
              "CartPoleNoVel-v1",
              "CartPole-v1 without velocities in the observation, which needs memory",
              OptionalDouble.of(475),
              500,
              CartPole::withoutVelocities),
          new Entry(
              "MountainCar-v0",
              "drive an underpowered car out of a valley by gathering momentum",
              OptionalDouble.of(-110),
              200,
              MountainCar::v0),
          new Entry(
              "MountainCarContinuous-v0",
              "the mountain car with a continuous force, and a price on using it",
              OptionalDouble.of(90),
              999,
              MountainCarContinuous::v0),
          new Entry(
              "Pendulum-v1",
              "swing a pendulum up and hold it upright with a limited torque",
              OptionalDouble.empty(),
              200,
              Pendulum::v1));

  @Override
  public List<EnvironmentInfo> list() {
    return ENTRIES.stream().map(Entry::info).toList();
  }

  @Override
  public boolean provides(String id) {
    return ENTRIES.stream().anyMatch(entry -> entry.id.equals(id));
  }

  @Override
  public boolean selfContained(String id) {
    return true;
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return List.of();
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    request.allowOnly(List.of());
    for (Entry entry : ENTRIES) {
      if (entry.id.equals(request.id())) {
        return entry.factory.apply(request.copies());
      }
    }
    throw new IllegalArgumentException(request.id() + " is no classic control task");
  }

  private record Entry(
      String id,
      String description,
      OptionalDouble rewardThreshold,
      int timeLimit,
      IntFunction<VectorEnvironment> factory) {
    EnvironmentInfo info() {
      try (VectorEnvironment one = factory.apply(1)) {
        return new EnvironmentInfo(
            id, description, one.observationSpace(), one.actionSpace(), timeLimit, rewardThreshold);
      }
    }
  }
}
