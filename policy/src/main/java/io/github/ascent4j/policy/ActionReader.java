package io.github.ascent4j.policy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

/**
 * Takes actions of the action space back to raw ones, and refuses those that the agent cannot take.
 * Safe for all threads.
 */
final class ActionReader {
  private final Space space;
  private final PolicyHead head;
  private final ActionMapping mapping;

  ActionReader(AgentDescription description) {
    space = description.actionSpace();
    head = description.network().head();
    mapping = description.actionMapping();
  }

  void checkLength(float[] action) {
    if (action.length != space.flatSize()) {
      throw new IllegalArgumentException(
          "an array of " + action.length + " for actions of " + space.flatSize() + " in " + space);
    }
  }

  /**
   * Reads an action.
   *
   * @param row what it is called in a message, or {@link ObservationReader#ALONE}
   */
  void read(float[] action, int from, int row, float[] raw, int rawFrom) {
    check(space, head, action, from, from, row);
    mapping.invert(space, action, from, raw, rawFrom);
  }

  /**
   * @param start where the whole action starts
   * @param from where that of {@code part} does
   */
  private void check(Space part, PolicyHead ofPart, float[] action, int start, int from, int row) {
    if (part instanceof Tuple tuple && ofPart instanceof PolicyHead.Joint joint) {
      int at = from;
      for (int k = 0; k < tuple.parts().size(); k++) {
        check(tuple.parts().get(k), joint.parts().get(k), action, start, at, row);
        at += tuple.parts().get(k).flatSize();
      }
    } else if (part instanceof Box box) {
      boolean bounded =
          mapping.bound() != ActionMapping.Bound.NONE || ofPart instanceof PolicyHead.Beta;
      for (int i = 0; i < box.flatSize(); i++) {
        float value = action[from + i];
        if (!Float.isFinite(value) || (bounded && (value < box.low(i) || value > box.high(i)))) {
          throw new IllegalArgumentException(
              Rows.element("action", from - start + i, row)
                  + " is "
                  + value
                  + (bounded
                      ? "; give one from " + box.low(i) + " to " + box.high(i)
                      : "; give a finite one"));
        }
      }
    } else if (!part.contains(action, from)) {
      throw new IllegalArgumentException(
          "the action"
              + Rows.of(row)
              + " has "
              + text(action, from, part.flatSize())
              + ", which is none of "
              + part);
    }
  }

  private static String text(float[] action, int from, int size) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(size, 8); i++) {
      text.append(i > 0 ? ", " : "").append(action[from + i]);
    }
    return text.append(size > 8 ? ", ...]" : "]").toString();
  }
}
