package io.github.ascent4j.envs;

import io.github.ascent4j.core.environment.VectorEnvironment;
import io.github.ascent4j.envs.classic.Acrobot;
import io.github.ascent4j.envs.classic.CartPole;
import io.github.ascent4j.envs.classic.MountainCar;
import io.github.ascent4j.envs.classic.MountainCarContinuous;
import io.github.ascent4j.envs.classic.Pendulum;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * The environments of this module by name. Ids, time limits and reward thresholds are those of
 * {@code gymnasium/envs/__init__.py}.
 */
public final class Environments {
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

  private static final int MAX_SUGGESTIONS = 3;

  private Environments() {}

  /**
   * Makes an environment; it starts with its {@code reset}.
   *
   * @param copies how many copies are stepped together, at least 1
   * @throws IllegalArgumentException if there is no such environment; the message names near ones
   */
  public static VectorEnvironment make(String id, int copies) {
    for (Entry entry : ENTRIES) {
      if (entry.id.equals(id)) {
        return entry.factory.apply(copies);
      }
    }
    throw new IllegalArgumentException(unknown(id));
  }

  /** All environments, by id. */
  public static List<EnvironmentInfo> list() {
    return ENTRIES.stream().map(Entry::info).toList();
  }

  private static String unknown(String id) {
    String given = id.toLowerCase(Locale.ROOT);
    int tolerance = Math.max(2, id.length() / 3);
    List<String> near =
        ENTRIES.stream()
            .map(entry -> entry.id)
            .filter(name -> distance(given, name) <= tolerance)
            .sorted(
                Comparator.comparingInt((String name) -> distance(given, name))
                    // Of two versions the newer one is the likelier wish.
                    .thenComparing(Comparator.reverseOrder()))
            .limit(MAX_SUGGESTIONS)
            .toList();
    return "there is no environment \""
        + id
        + "\"; "
        + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
        + "`ascent envs` lists all";
  }

  /** Edit distance to a name or, if that is nearer, to the name without its version. */
  private static int distance(String given, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String unversioned = lower.substring(0, lower.lastIndexOf('-'));
    return Math.min(editDistance(given, lower), editDistance(given, unversioned));
  }

  /** Levenshtein's: insertions, deletions and replacements of one character. */
  private static int editDistance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
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
