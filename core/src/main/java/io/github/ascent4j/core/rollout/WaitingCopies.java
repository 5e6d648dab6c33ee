package io.github.ascent4j.core.rollout;

import java.util.Arrays;

/**
 * Which copies of an environment wait for the next rollout since their episode has ended in this
 * one. Where copies start anew at once nobody ever waits, and nothing is done here.
 */
final class WaitingCopies {
  /** Which copies waited in the latest step, [B]; empty if none ever does. */
  final boolean[] flags;

  WaitingCopies(boolean someWait, int copies) {
    flags = new boolean[someWait ? copies : 0];
  }

  boolean possible() {
    return flags.length > 0;
  }

  /** Lets nobody wait any longer. */
  void release(ActingGroup[] groups) {
    Arrays.fill(flags, false);
    for (ActingGroup group : groups) {
      Arrays.fill(group.waiting, false);
    }
  }

  /** Lets those wait whose episode has ended, once what they see now has been taken in. */
  void endTurn(ActingGroup group) {
    if (possible()) {
      System.arraycopy(group.starts, 0, group.waiting, 0, group.count);
    }
  }

  /** Those that wait now did take this step, and miss the next one. */
  void endStep(ActingGroup[] groups) {
    if (possible()) {
      for (ActingGroup group : groups) {
        System.arraycopy(group.waiting, 0, flags, group.from, group.count);
      }
    }
  }
}
