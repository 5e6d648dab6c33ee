package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.space.Space;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An environment around another one, which passes everything through; one that changes something
 * overrides {@link #begun} and {@link #stepped}, and what it declares.
 *
 * <p>Both work on one copy at a time, so that copies can be stepped in parts and restarted by
 * themselves. They allocate nothing. What a wrapper keeps from step to step belongs into {@link
 * #save} and {@link #restore}.
 *
 * {@snippet file="io/github/ascent4j/examples/Wrapped.java" region="own"}
 */
public abstract class VectorWrapper implements VectorEnvironment {
  private final VectorEnvironment environment;

  /**
   * @param environment closed with this, and played by nobody else
   */
  protected VectorWrapper(VectorEnvironment environment) {
    this.environment = environment;
  }

  /** What this is around. */
  protected final VectorEnvironment environment() {
    return environment;
  }

  /**
   * The batch that the environment inside writes to: the one that was given, unless observations
   * are held otherwise inside.
   */
  StepBatch inside(StepBatch out) {
    return out;
  }

  /**
   * A copy has begun an episode by a reset or a {@link #restartCopy}, and its rows hold the first
   * observation.
   */
  protected void begun(int copy, StepBatch out) {}

  /**
   * A copy has taken a step, and its rows hold what came of it; where that ended the episode, the
   * first observation of the next one, too.
   *
   * @param actions [B,A]
   */
  protected void stepped(int copy, float[] actions, StepBatch out) {}

  @Override
  public void reset(long seed, StepBatch out) {
    environment.reset(seed, inside(out));
    for (int b = 0; b < copies(); b++) {
      begun(b, out);
    }
  }

  @Override
  public final void step(float[] actions, StepBatch out) {
    environment.step(actions, inside(out));
    stepped(actions, out, 0, copies());
  }

  @Override
  public final void step(float[] actions, StepBatch out, int from, int count) {
    environment.step(actions, inside(out), from, count);
    stepped(actions, out, from, count);
  }

  private void stepped(float[] actions, StepBatch out, int from, int count) {
    for (int b = from; b < from + count; b++) {
      stepped(b, actions, out);
    }
  }

  @Override
  public void restartCopy(int copy, StepBatch out) {
    environment.restartCopy(copy, inside(out));
    begun(copy, out);
  }

  @Override
  public String name() {
    return environment.name();
  }

  @Override
  public int copies() {
    return environment.copies();
  }

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public int actionMaskSize() {
    return environment.actionMaskSize();
  }

  @Override
  public List<String> infoNames() {
    return environment.infoNames();
  }

  @Override
  public int timeLimit() {
    return environment.timeLimit();
  }

  @Override
  public boolean stepsInParts() {
    return environment.stepsInParts();
  }

  @Override
  public boolean restartsCopies() {
    return environment.restartsCopies();
  }

  /** {@inheritDoc} One that keeps something writes it first, and then calls this. */
  @Override
  public void save(DataOutput out) throws IOException {
    environment.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    environment.restore(in);
  }

  @Override
  public Optional<Scene> scene(int copy) {
    return environment.scene(copy);
  }

  @Override
  public boolean restores(String savedName) {
    return environment.restores(savedName);
  }

  @Override
  public void close() {
    environment.close();
  }
}
