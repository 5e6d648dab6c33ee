package io.github.ascent4j.environment;

import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import org.jspecify.annotations.Nullable;

/**
 * What B copies of an environment report after a reset or a step: one array per quantity, reused
 * from step to step. The environment writes, everybody else reads.
 *
 * <p>Copies restart within the step that ends their episode: {@link #observations} then already
 * holds the first observation of the next episode, and {@link #finalObservations} the last one of
 * the episode that ended. Rows of {@link #finalObservations} are meaningful only where {@link
 * #terminated} or {@link #truncated} is set.
 *
 * <p>Observations are held as {@link ObservationLayout} says: F numbers and U bytes of images.
 */
public final class StepBatch {
  /** Numbers of the observations to act on next, [B,F] row-major. */
  public final float[] observations;

  /** Images of the observations to act on next, [B,U] row-major; empty where there are none. */
  public final byte[] images;

  /** Rewards of this step, [B]. */
  public final double[] rewards;

  /** Whether the step reached a terminal state, whose value is zero, [B]. */
  public final boolean[] terminated;

  /** Whether a limit cut the episode short of a terminal state, [B]. */
  public final boolean[] truncated;

  /** Numbers of the last observations of the episodes that ended in this step, [B,F]. */
  public final float[] finalObservations;

  /** Images of the last observations of the episodes that ended in this step, [B,U]. */
  public final byte[] finalImages;

  /**
   * Which choices are allowed with {@link #observations}, [B,M] row-major; empty where the
   * environment forbids none.
   */
  public final boolean[] actionMasks;

  /**
   * Numbers that the environment {@linkplain VectorEnvironment#infoNames names}, of the step that
   * was taken: where it ended an episode, those of that step, not of the episode that has begun.
   * NaN where there is none, as everywhere after a reset. [B,I] row-major; empty where the
   * environment names none, or where nobody is to see them.
   */
  public final double[] infos;

  /** Who uses it, if that was said. */
  private @Nullable Object user;

  /** A batch for an environment that gives no action masks, without room for infos. */
  public StepBatch(int copies, Space observationSpace) {
    this(copies, observationSpace, 0, 0);
  }

  /** A batch for {@code environment}. */
  public StepBatch(VectorEnvironment environment) {
    this(
        environment.copies(),
        environment.observationSpace(),
        environment.actionMaskSize(),
        environment.infoNames().size());
  }

  /**
   * Says who uses this batch and relies on nobody else to play its environment meanwhile: a step
   * that comes after somebody else's is then refused.
   *
   * @return this
   */
  public StepBatch usedBy(Object newUser) {
    user = newUser;
    return this;
  }

  /**
   * Says that this batch is used by whoever uses {@code other}, on whose behalf an environment
   * within another one is played.
   */
  public void usedAs(StepBatch other) {
    user = other.user;
  }

  @Nullable Object user() {
    return user;
  }

  private StepBatch(int copies, Space observationSpace, int actionMaskSize, int infoSize) {
    ObservationLayout layout = ObservationLayout.of(observationSpace);
    int size = Math.multiplyExact(copies, layout.numbers());
    images = new byte[Math.multiplyExact(copies, layout.bytes())];
    finalImages = new byte[images.length];
    actionMasks = new boolean[Math.multiplyExact(copies, actionMaskSize)];
    infos = new double[Math.multiplyExact(copies, infoSize)];
    observations = new float[size];
    finalObservations = new float[size];
    rewards = new double[copies];
    terminated = new boolean[copies];
    truncated = new boolean[copies];
  }
}
