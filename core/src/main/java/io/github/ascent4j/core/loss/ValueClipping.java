package io.github.ascent4j.core.loss;

/** What value clipping does, if anything, with {@code V' = Vold + clip(V - Vold, -c, c)}. */
public enum ValueClipping {
  /** The error of V. */
  NONE,
  /** The error of V' instead: Stable-Baselines3. */
  REPLACE,
  /** The larger of both errors: Baselines, CleanRL, tianshou. */
  MAXIMUM
}
