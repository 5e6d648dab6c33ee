package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.loss.ValueClipping;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * How far an update may take ratios and values.
 *
 * @param clipRange e of the clipped surrogate; prt_rl calls it epsilon. Below 1 if {@code
 *     clipRangeHigh} differs
 * @param clipRangeHigh how far a ratio may go above 1
 * @param clipRangeLags whether clip ranges follow the progress of one update earlier: rlpyt
 * @param dualClip bound, in multiples of a negative advantage, on how much a large ratio counts:
 *     tianshou; Infinity for none
 * @param valueClipping whether and how the critic's change is clipped
 * @param valueClipRange c of the value clipping; read if there is one
 */
public record ClipConfig(
    Schedule clipRange,
    Schedule clipRangeHigh,
    boolean clipRangeLags,
    double dualClip,
    ValueClipping valueClipping,
    Schedule valueClipRange)
    implements SettingGroup {

  public ClipConfig {
    Ranges.startsAboveZero("clipRange", clipRange, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("clipRangeHigh", clipRangeHigh, Double.POSITIVE_INFINITY);
    Ranges.startsAboveZero("valueClipRange", valueClipRange, Double.POSITIVE_INFINITY);
    if (!(dualClip > 1)) {
      throw new IllegalArgumentException(
          "dualClip " + dualClip + " must be above 1; Infinity sets no limit");
    }
  }

  /** That range for ratios on both sides, and for values once they are clipped. */
  public static ClipConfig of(double clipRange) {
    Schedule range = Schedule.constant(clipRange);
    return new ClipConfig(range, range, false, Double.POSITIVE_INFINITY, ValueClipping.NONE, range);
  }

  /** The same with that range for ratios on both sides. */
  ClipConfig withRange(Schedule value) {
    return new ClipConfig(value, value, clipRangeLags, dualClip, valueClipping, valueClipRange);
  }
}
