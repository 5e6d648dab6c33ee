package io.github.ascent4j.core.advantage;

/**
 * Which steps of a batch to learn from where an environment waits for the next batch once its
 * episode has ended, or where a recurrent network's state is known at the batch's start only
 * (rlpyt's valid_from_done): those up to and including the first end of each column.
 */
public final class ValidSteps {
  private ValidSteps() {}

  /**
   * Fills {@code valid}.
   *
   * @param steps T
   * @param environments B
   * @param dones [T,B], whether an episode ends with the step
   * @param valid receives [T,B]
   * @return the number of valid steps
   */
  public static int upToFirstEnd(int steps, int environments, boolean[] dones, boolean[] valid) {
    int size = StepArrays.size(steps, environments);
    StepArrays.check("dones", dones.length, size);
    StepArrays.check("valid", valid.length, size);
    int count = 0;
    for (int i = 0; i < size; i++) {
      int before = i - environments;
      valid[i] = before < 0 || (valid[before] && !dones[before]);
      count += valid[i] ? 1 : 0;
    }
    return count;
  }
}
