package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.SampleBatch;
import io.github.ascent4j.core.engine.Samples;
import io.github.ascent4j.policy.program.Program;
import java.util.stream.IntStream;

/** Samples of {@link NaiveNetwork}: sequences one behind the other, some of them in a block. */
final class NaiveBatch implements SampleBatch {
  /** Units of a block. */
  static final int UNITS = 7;

  private final Program program;
  Samples loaded = new Samples();

  /** Steps of a unit. */
  int steps = 1;

  int[] units = {};
  private int[] samples = {};

  NaiveBatch(Program program) {
    this.program = program;
  }

  @Override
  public void load(Samples given) {
    loaded = given;
    steps = program.recurrent() ? given.steps : 1;
    units = new int[0];
    samples = new int[0];
  }

  @Override
  public void select(int[] order, int from, int count) {
    units = IntStream.range(from, from + count).map(i -> order[i]).toArray();
    samples = IntStream.range(0, rows()).map(this::sample).toArray();
  }

  @Override
  public void selectAll() {
    int count = loaded.count / steps;
    select(IntStream.range(0, count).toArray(), 0, count);
  }

  private int sample(int row) {
    int unit = units[row / steps];
    int columns = program.recurrent() ? loaded.columns : 1;
    return (unit / columns * steps + row % steps) * columns + unit % columns;
  }

  @Override
  public int rows() {
    return units.length * steps;
  }

  @Override
  public int[] samples() {
    return samples;
  }

  @Override
  public int blocks() {
    return (units.length + UNITS - 1) / UNITS;
  }
}
