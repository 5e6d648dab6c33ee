package io.github.ascent4j.environment.check;

/** How episodes ended. */
final class Endings {
  /** Fewer equal lengths may be chance. */
  private static final int TELLING = 5;

  private int ended;
  private int terminated;
  private int otherwise;
  private int length;
  private boolean lengthsDiffer;

  void add(int steps, boolean wasTerminated) {
    ended++;
    if (wasTerminated) {
      lengthsDiffer |= terminated > 0 && steps != length;
      length = steps;
      terminated++;
    } else {
      otherwise++;
    }
  }

  int ended() {
    return ended;
  }

  /** Notes ends that are missing or look as if a clock had brought them. */
  void judge(Watch watch, long steps, int longest, boolean limited) {
    if (ended == 0 && !limited) {
      watch.find(
          Defect.NO_END,
          "no episode has ended in "
              + steps
              + " steps, the longest of which had "
              + longest
              + ", and there is no time limit");
    }
    // Where every episode is one decision long, its end is no clock's.
    if (terminated >= TELLING && otherwise == 0 && !lengthsDiffer && length > 1) {
      watch.find(
          Defect.TERMINATED_ON_SCHEDULE,
          "all of " + terminated + " episodes were terminated after exactly " + length + " steps");
    }
  }
}
