package io.github.ascent4j.core.rollout;

/** In which order environments step and the policy acts. */
public enum Sampler {
  /**
   * The policy acts for all environments, then all of them step, one after another or side by side
   * in the environment's threads: rlpyt's SerialSampler, CpuSampler and GpuSampler.
   */
  SERIAL,
  /**
   * One half of the environments steps in a thread of its own while the policy acts for the other:
   * rlpyt's AlternatingSampler. Worth it where a step takes as long as acting, or longer.
   */
  ALTERNATING,
  /** Half by half, but one after the other: rlpyt's NoOverlapAlternatingSampler. */
  ALTERNATING_NO_OVERLAP;

  /** Groups of environments that act together. */
  int groups() {
    return this == SERIAL ? 1 : 2;
  }
}
