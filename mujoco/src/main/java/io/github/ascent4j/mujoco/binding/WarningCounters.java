package io.github.ascent4j.mujoco.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.github.ascent4j.environment.EnvironmentException;
import java.lang.foreign.MemorySegment;

/*
 * Design. The table of offsets has none for the counters, but MuJoCo can be asked: a warning raised on
 * purpose leaves a number of our choice in them. A count follows the last info of its kind; the kinds
 * follow each other.
 */

/** How often MuJoCo warned of what in one mjData since it was reset. */
public final class WarningCounters {
  /** Has no visible geoms since 3.6.0: a warning fewer, and what comes after is a place nearer. */
  private static final int VISIBLE_GEOMS_GONE = 3_006_000;

  private static final int STRIDE = 2 * Integer.BYTES;
  private static final int CONTACTS_FULL = 1;
  private static final int CONSTRAINTS_FULL = 2;
  private static final int MARK = 0x5ca1ab1e;

  private static volatile long start = -1;

  private final MemorySegment data;
  private final int kinds;
  private final long at;

  private WarningCounters(MemorySegment data, int kinds, long at) {
    this.data = data;
    this.kinds = kinds;
    this.at = at;
  }

  /** The counters of an mjData that nobody has stepped yet; it has to be reset afterwards. */
  public static WarningCounters of(MemorySegment data) {
    if (start < 0) {
      start = locate(data);
    }
    int version = MujocoLibrary.get().offsets().version();
    return new WarningCounters(data, version < VISIBLE_GEOMS_GONE ? 8 : 7, start);
  }

  private static long locate(MemorySegment data) {
    MujocoFunctions.warn(data, 0, MARK);
    for (long at = 0; at + STRIDE <= data.byteSize(); at += Integer.BYTES) {
      if (data.get(JAVA_INT, at) == MARK && data.get(JAVA_INT, at + Integer.BYTES) == 1) {
        return at;
      }
    }
    throw new EnvironmentException(
        "MuJoCo "
            + MujocoLibrary.get().release()
            + " ("
            + MujocoLibrary.get().place()
            + ") keeps its warnings nowhere they could be found; install another build");
  }

  /** Whether there was any warning. */
  public boolean any() {
    int sum = 0;
    for (int kind = 0; kind < kinds; kind++) {
      sum |= data.get(JAVA_INT, at + (long) kind * STRIDE + Integer.BYTES);
    }
    return sum != 0;
  }

  /** What MuJoCo says of the gravest warning there was, and the mend. */
  public String describe() {
    // A bad number in the state makes others full or singular, so look for those last.
    int kind = kinds - 1;
    while (kind > 0 && data.get(JAVA_INT, at + (long) kind * STRIDE + Integer.BYTES) == 0) {
      kind--;
    }
    int info = data.get(JAVA_INT, at + (long) kind * STRIDE);
    String text = MujocoHandlers.line(MujocoFunctions.warningText(kind, info));
    return "MuJoCo warns: " + (text.endsWith(".") ? text : text + ".") + " " + mend(kind);
  }

  private String mend(int kind) {
    if (kind == kinds - 1) {
      return "Look for NaN in the agent's parameters, or scale its actions to the actuators' range";
    }
    if (kind >= kinds - 4) {
      return "MuJoCo has reset the simulation; use a smaller timestep, more damping or armature in"
          + " the joints, or smaller actions";
    }
    return switch (kind) {
      case CONTACTS_FULL, CONSTRAINTS_FULL ->
          "Give the model more room: <size memory=\"64M\"/>, and before MuJoCo 2.3 <size"
              + " nconmax=\"1000\" njmax=\"5000\"/>";
      default -> "Give light bodies more mass, or their joints armature";
    };
  }
}
