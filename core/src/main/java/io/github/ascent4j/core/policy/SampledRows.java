package io.github.ascent4j.core.policy;

import io.github.ascent4j.policy.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Where what a policy draws is written, a row for each sample: arrays that somebody keeps, put
 * together once and used for as long as they are.
 *
 * <p>Dimension letters: N rows, A floats of a raw action, P policy outputs of a sample.
 *
 * @param actions raw actions, [N,A]
 * @param logProbs their log-probabilities, [N]
 * @param values values of the observations, [N]; left alone without a critic
 * @param outputs parameters of the distributions, [N,P]; null to drop them
 */
@SuppressWarnings("ArrayRecordComponent") // A view of arrays, never compared.
public record SampledRows(
    float[] actions, float[] logProbs, float[] values, float @Nullable [] outputs) {

  /** Room for {@code rows} rows, without the outputs. */
  public static SampledRows of(Distribution distribution, int rows) {
    return new SampledRows(
        new float[rows * distribution.actionSize()], new float[rows], new float[rows], null);
  }
}
