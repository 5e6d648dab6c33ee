package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.VectorGuard;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;

/**
 * A wrapper that shows other observations than the environment inside, which has a batch for it.
 */
abstract class ObservationWrapper extends VectorWrapper {
  /** What the environment inside writes. */
  final StepBatch seen;

  /** How observations are held inside. */
  final ObservationLayout inner;

  /** How they are held outside. */
  final ObservationLayout outer;

  private final Space space;
  private final VectorGuard guard;
  private final int masks;
  private final int infos;

  ObservationWrapper(VectorEnvironment environment, Space space) {
    super(environment);
    this.space = space;
    seen = new StepBatch(environment);
    inner = ObservationLayout.of(environment.observationSpace());
    outer = ObservationLayout.of(space);
    masks = environment.actionMaskSize();
    infos = environment.infoNames().size();
    guard =
        new VectorGuard(
            environment.name(),
            environment.copies(),
            space,
            environment.actionSpace(),
            masks,
            infos);
  }

  /** Shows the first observation of an episode. */
  abstract void showFirst(int copy, StepBatch out);

  /** Shows the observation after a step that has not ended the episode. */
  abstract void showNext(int copy, StepBatch out);

  /** Shows the last observation of an episode. */
  abstract void showLast(int copy, StepBatch out);

  @Override
  public final Space observationSpace() {
    return space;
  }

  @Override
  final StepBatch inside(StepBatch out) {
    guard.checkBatch(out);
    seen.usedAs(out);
    return seen;
  }

  @Override
  public final void reset(long seed, StepBatch out) {
    super.reset(seed, out);
    for (int b = 0; b < copies(); b++) {
      passOutcome(b, out);
    }
  }

  @Override
  protected final void begun(int copy, StepBatch out) {
    showFirst(copy, out);
    passMask(copy, out);
  }

  @Override
  protected final void stepped(int copy, float[] actions, StepBatch out) {
    passOutcome(copy, out);
    if (seen.terminated[copy] || seen.truncated[copy]) {
      showLast(copy, out);
      showFirst(copy, out);
    } else {
      showNext(copy, out);
    }
    passMask(copy, out);
  }

  private void passMask(int copy, StepBatch out) {
    System.arraycopy(seen.actionMasks, copy * masks, out.actionMasks, copy * masks, masks);
  }

  private void passOutcome(int copy, StepBatch out) {
    out.rewards[copy] = seen.rewards[copy];
    out.terminated[copy] = seen.terminated[copy];
    out.truncated[copy] = seen.truncated[copy];
    if (out.infos.length > 0) {
      System.arraycopy(seen.infos, copy * infos, out.infos, copy * infos, infos);
    }
  }

  @Override
  public final void close() {
    guard.close();
    super.close();
  }
}
