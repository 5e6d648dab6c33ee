package io.github.ascent4j.core.evaluation;

import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.wrapper.VectorWrapper;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An environment for evaluations that keeps what is played in it: the first episode of every copy
 * after each reset, since those that follow would favour short ones.
 */
public final class RecordedEpisodes extends VectorWrapper {
  private final double discount;
  private final int most;
  private final double[] totalRewards;
  private final int[] lengths;
  private final int[] nonzeroRewards;
  private final double[] discountedRewards;
  private final double[] discounts;
  private final boolean[] playing;
  private final List<EpisodeSummary> episodes = new ArrayList<>();
  private long steps;
  private long taken;

  /**
   * Keeps an episode of every copy.
   *
   * @param environment closed with this
   * @param discount of {@link EpisodeSummary#discountedReward}
   */
  public RecordedEpisodes(VectorEnvironment environment, double discount) {
    this(environment, discount, Integer.MAX_VALUE);
  }

  /**
   * Keeps the episodes that an {@link EvaluationPlan} asks for, where a round has more copies than
   * are still wanted.
   *
   * @param environment closed with this
   * @param discount of {@link EpisodeSummary#discountedReward}
   * @param most episodes that are kept until they are taken
   */
  public RecordedEpisodes(VectorEnvironment environment, double discount, int most) {
    super(environment);
    this.discount = discount;
    this.most = most;
    int copies = environment.copies();
    totalRewards = new double[copies];
    lengths = new int[copies];
    nonzeroRewards = new int[copies];
    discountedRewards = new double[copies];
    discounts = new double[copies];
    playing = new boolean[copies];
  }

  /** The episodes that have ended since the last call, in the order of their ends. */
  public List<EpisodeSummary> take() {
    List<EpisodeSummary> all = List.copyOf(episodes);
    taken += all.size();
    episodes.clear();
    return all;
  }

  /**
   * Checks that what is played leaves a training alone.
   *
   * @throws IllegalArgumentException if the environment is the one it trains in
   */
  public void checkApart(TrainingView training) {
    EvaluationEpisodes.checkApart(training, environment());
  }

  @Override
  public void reset(long seed, StepBatch out) {
    super.reset(seed, out);
    Arrays.fill(playing, 0, Math.min(playing.length, most - episodes.size()), true);
  }

  /** An episode that does not begin with a reset is none of those that are kept. */
  @Override
  protected void begun(int copy, StepBatch out) {
    totalRewards[copy] = 0;
    lengths[copy] = 0;
    nonzeroRewards[copy] = 0;
    discountedRewards[copy] = 0;
    discounts[copy] = 1;
    playing[copy] = false;
  }

  @Override
  protected void stepped(int copy, float[] actions, StepBatch out) {
    if (playing[copy]) {
      count(copy, out.rewards[copy], out.terminated[copy] || out.truncated[copy]);
    }
  }

  private void count(int b, double reward, boolean ended) {
    steps++;
    totalRewards[b] += reward;
    lengths[b]++;
    nonzeroRewards[b] += reward != 0 ? 1 : 0;
    discountedRewards[b] += discounts[b] * reward;
    discounts[b] *= discount;
    if (ended) {
      playing[b] = false;
      episodes.add(
          new EpisodeSummary(
              taken + episodes.size() + 1,
              steps,
              totalRewards[b],
              lengths[b],
              nonzeroRewards[b],
              discountedRewards[b]));
    }
  }

  /** Restores the environment; its running episodes are not kept, since they began elsewhere. */
  @Override
  public void restore(DataInput in) throws IOException {
    super.restore(in);
    Arrays.fill(playing, false);
  }
}
