package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A wrapper by its name and its value, as a command line or a file gives it: {@code
 * time-limit=200}. None of them opens a file or runs anything.
 */
public final class Wrapping {
  /** The wrappers that have a name. */
  public enum Kind {
    /** {@link TimeLimit}. */
    TIME_LIMIT("N"),
    /** {@link FrameStack}; before an episode's first observation are that one or zeros. */
    FRAME_STACK("N[,zeros]"),
    /** {@link RewardTransform#scale}. */
    REWARD_SCALE("X"),
    /** {@link RewardTransform#clip}. */
    REWARD_CLIP("LOW,HIGH"),
    /** {@link RewardTransform#sign}. */
    REWARD_SIGN(""),
    /** {@link ObservationTransform#scale}. */
    OBSERVATION_SCALE("X"),
    /** {@link ObservationTransform#clip}. */
    OBSERVATION_CLIP("LOW,HIGH"),
    /** {@link ObservationTransform#flatten}. */
    FLATTEN("");

    private final String form;

    Kind(String form) {
      this.form = form;
    }

    /** The wrapper of that name, if there is one. */
    public static Optional<Kind> find(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** The name, for example {@code time-limit}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Name and value, for example {@code time-limit=N}. */
    public String usage() {
      return form.isEmpty() ? id() : id() + "=" + form;
    }
  }

  private static final String ZEROS = ",zeros";

  private final String text;
  private final UnaryOperator<VectorEnvironment> wrapper;

  private Wrapping(String text, UnaryOperator<VectorEnvironment> wrapper) {
    this.text = text;
    this.wrapper = wrapper;
  }

  /**
   * The wrapper that {@code text} names.
   *
   * @throws IllegalArgumentException if there is none, or its value is wrong
   */
  public static Wrapping parse(String text) {
    int equals = text.indexOf('=');
    String id = equals < 0 ? text : text.substring(0, equals);
    Kind kind = Kind.find(id).orElseThrow(() -> new IllegalArgumentException(unknown(id)));
    String value = equals < 0 ? "" : text.substring(equals + 1);
    if (kind.form.isEmpty() != equals < 0) {
      throw wrong(text, "write it as " + kind.usage());
    }
    return new Wrapping(text, wrapper(kind, text, value));
  }

  private static String unknown(String id) {
    List<String> ids = Arrays.stream(Kind.values()).map(Kind::id).toList();
    return "there is no wrapper \""
        + id
        + "\"; "
        + NearNames.describe(NearNames.of(id, ids).subList(0, 2))
        + "; there are "
        + Arrays.stream(Kind.values()).map(Kind::usage).collect(Collectors.joining(", "));
  }

  private static UnaryOperator<VectorEnvironment> wrapper(Kind kind, String text, String value) {
    return switch (kind) {
      case TIME_LIMIT -> {
        int steps = count(text, value, Integer.MAX_VALUE - 1);
        yield environment -> new TimeLimit(environment, steps);
      }
      case FRAME_STACK -> {
        boolean zeros = value.endsWith(ZEROS);
        int end = value.length() - (zeros ? ZEROS.length() : 0);
        int frames = count(text, value.substring(0, end), FrameStack.MOST_FRAMES);
        FrameStack.Start start = zeros ? FrameStack.Start.ZEROS : FrameStack.Start.FIRST;
        yield environment -> new FrameStack(environment, frames, start);
      }
      case REWARD_SCALE -> {
        double factor = factor(text, value);
        yield environment -> RewardTransform.scale(environment, factor);
      }
      case REWARD_CLIP -> {
        double[] range = range(text, value);
        yield environment -> RewardTransform.clip(environment, range[0], range[1]);
      }
      case REWARD_SIGN -> RewardTransform::sign;
      case OBSERVATION_SCALE -> {
        float factor = (float) factor(text, value);
        yield environment -> ObservationTransform.scale(environment, factor);
      }
      case OBSERVATION_CLIP -> {
        double[] range = range(text, value);
        yield environment ->
            ObservationTransform.clip(environment, (float) range[0], (float) range[1]);
      }
      case FLATTEN -> ObservationTransform::flatten;
    };
  }

  private static int count(String text, String value, int most) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= most) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, "give a whole number from 1 to " + most);
    }
    throw wrong(text, "give a whole number from 1 to " + most);
  }

  /** A number of a float's range, and not next to nothing. */
  private static double factor(String text, String value) {
    double factor = number(value);
    if (!Float.isFinite((float) factor) || (float) factor == 0) {
      throw wrong(text, "give a number other than 0, such as 0.1");
    }
    return factor;
  }

  private static double[] range(String text, String value) {
    int comma = value.indexOf(',');
    double low = comma < 0 ? Double.NaN : number(value.substring(0, comma));
    double high = comma < 0 ? Double.NaN : number(value.substring(comma + 1));
    if (!((float) low < (float) high)
        || !Float.isFinite((float) low)
        || !Float.isFinite((float) high)) {
      throw wrong(text, "give two numbers, the lesser one first, such as -1,1");
    }
    return new double[] {low, high};
  }

  /** NaN for what is no number by itself. */
  private static double number(String value) {
    try {
      return value.isBlank() || !value.equals(value.strip())
          ? Double.NaN
          : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static IllegalArgumentException wrong(String text, String mend) {
    return new IllegalArgumentException("wrapper \"" + text + "\": " + mend);
  }

  /**
   * The environment in this wrapper.
   *
   * @throws IllegalArgumentException if the wrapper does not fit it
   */
  public VectorEnvironment around(VectorEnvironment environment) {
    try {
      return wrapper.apply(environment);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("wrapper \"" + text + "\": " + e.getMessage(), e);
    }
  }

  /** As {@link #parse} takes it, without a space. */
  @Override
  public String toString() {
    return text;
  }
}
