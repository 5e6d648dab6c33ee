package io.github.ascent4j.environment.check;

import io.github.ascent4j.environment.ActionMasks;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.environment.InfoNames;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.check.EnvironmentPlay.Stop;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an environment says of itself before it is played.
 *
 * @param masks flags of an action mask, 0 for none
 * @param timeLimit {@link Integer#MAX_VALUE} for none
 * @param infos names of the numbers that a step carries
 */
record DeclaredSpaces(
    Space observation, Space action, int masks, int timeLimit, List<String> infos) {

  /** Asks an environment, and notes what is wrong with its answers. */
  static DeclaredSpaces of(Watch watch, Environment environment) {
    return asked(
        watch,
        () -> {
          Space action = given(watch, "actionSpace", environment.actionSpace());
          int masks = environment.masksActions() ? maskSize(watch, action) : 0;
          int limit = environment.timeLimit();
          if (limit < 1) {
            watch.find(Defect.NO_END, "timeLimit() is " + limit + ", which is below 1");
            throw new Stop();
          }
          Space observation = given(watch, "observationSpace", environment.observationSpace());
          given(watch, "name", environment.name());
          List<String> infos = infos(watch, environment.infoNames());
          return new DeclaredSpaces(observation, action, masks, limit, infos);
        });
  }

  /** Asks a vector environment, and notes what is wrong with its answers. */
  static DeclaredSpaces of(Watch watch, VectorEnvironment environment) {
    return asked(
        watch,
        () -> {
          Space action = given(watch, "actionSpace", environment.actionSpace());
          int masks = environment.actionMaskSize();
          if (masks != 0 && masks != maskSize(watch, action)) {
            watch.find(
                Defect.MASK_UNSUPPORTED,
                "actionMaskSize() is "
                    + masks
                    + ", but "
                    + action
                    + " has "
                    + maskSize(watch, action));
            throw new Stop();
          }
          Space observation = given(watch, "observationSpace", environment.observationSpace());
          given(watch, "name", environment.name());
          List<String> infos = infos(watch, environment.infoNames());
          return new DeclaredSpaces(observation, action, masks, Integer.MAX_VALUE, infos);
        });
  }

  private static DeclaredSpaces asked(Watch watch, Supplier<DeclaredSpaces> question) {
    try {
      DeclaredSpaces answer = question.get();
      answer.checkBounds(watch);
      return answer;
    } catch (Stop e) {
      throw e;
    } catch (RuntimeException e) {
      watch.find(Defect.RESET_FAILED, "asked for its spaces, it threw " + e, e);
      throw new Stop();
    }
  }

  private static <T> T given(Watch watch, String what, T answer) {
    if (Objects.isNull(answer)) {
      watch.find(Defect.NULL_RETURNED, what + "() is null");
      throw new Stop();
    }
    return answer;
  }

  private static List<String> infos(Watch watch, List<String> answer) {
    List<String> names = given(watch, "infoNames", answer);
    String wrong = InfoNames.complaint(names);
    if (wrong != null) {
      watch.find(Defect.INFO_NAMES_WRONG, wrong);
      throw new Stop();
    }
    return List.copyOf(names);
  }

  private static int maskSize(Watch watch, Space action) {
    try {
      return ActionMasks.size(action);
    } catch (IllegalArgumentException e) {
      watch.find(Defect.MASK_UNSUPPORTED, "masks are given, but " + e.getMessage());
      throw new Stop();
    }
  }

  private void checkBounds(Watch watch) {
    for (Space part : action.spaces()) {
      if (part instanceof Box box && !box.isBounded()) {
        watch.find(Defect.ACTION_UNBOUNDED, "the action space is " + action);
      }
    }
  }

  /**
   * Notes if an environment no longer says the same.
   *
   * @param when for the message
   */
  void compare(Watch watch, DeclaredSpaces now, String when) {
    String difference =
        !observation.equals(now.observation)
            ? "observations are " + now.observation + " and were " + observation
            : !action.equals(now.action)
                ? "actions are " + now.action + " and were " + action
                : masks != now.masks
                    ? "there are " + now.masks + " mask flags and were " + masks
                    : timeLimit != now.timeLimit
                        ? "the time limit is " + now.timeLimit + " and was " + timeLimit
                        : !infos.equals(now.infos)
                            ? "infos are " + now.infos + " and were " + infos
                            : "";
    if (!difference.isEmpty()) {
      watch.find(Defect.SPACES_CHANGE, when + " " + difference);
      throw new Stop();
    }
  }
}
