package io.github.ascent4j.environment.simulator;

import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;

/** A walk that goes where it is sent and a little further, until it is 3 away. */
class Walk implements Simulator {
  static final int TIME_LIMIT = 20;
  static final EnvironmentInfo INFO =
      new EnvironmentInfo(
          "Walk-v0",
          "go",
          Box.uniform(-10, 10, 2),
          new Discrete(3),
          TIME_LIMIT,
          OptionalDouble.empty());

  Pcg64 generator = new Pcg64(0);
  double place;

  @Override
  public void start(Pcg64 newGenerator) {
    generator = newGenerator;
    place = generator.uniform(-1, 1);
  }

  @Override
  public double step(float[] actions, int offset) {
    place += actions[offset] - 1 + generator.normal() / 4;
    return place;
  }

  @Override
  public boolean terminated() {
    return Math.abs(place) > 3;
  }

  @Override
  public void observe(float[] numbers, int numbersAt, byte[] images, int imagesAt) {
    numbers[numbersAt] = (float) place;
    numbers[numbersAt + 1] = (float) (place * place);
  }

  /** The same, with a state that can be written. */
  static final class Saving extends Walk {
    @Override
    public boolean savesState() {
      return true;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeDouble(place);
    }

    @Override
    public void restore(DataInput in, Pcg64 saved) throws IOException {
      generator = saved;
      place = in.readDouble();
    }
  }
}
