package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The running episode of one copy, as it will be written; its arrays are kept for the next one. */
final class EpisodeTrace {
  /** Bytes of an episode that are kept; of a longer one the record has the beginning. */
  private static final int MOST_BYTES = 1 << 26;

  private final int copy;
  private final int numbers;
  private final int bytes;
  private final int actionSize;
  private final int infoSize;
  private final int mostSteps;

  /** Of T steps: [T+1,F], [T+1,U], [T,A], [T] and [T,I], with room behind them. */
  private float[] observations = new float[0];

  private byte[] images = new byte[0];
  private float[] actions = new float[0];
  private double[] rewards = new double[0];
  private double[] infos = new double[0];

  private int length;
  private int kept;
  private double total;

  EpisodeTrace(VectorEnvironment environment, int copy) {
    this.copy = copy;
    ObservationLayout layout = ObservationLayout.of(environment.observationSpace());
    numbers = layout.numbers();
    bytes = layout.bytes();
    actionSize = environment.actionSpace().flatSize();
    infoSize = environment.infoNames().size();
    long step = 4L * (numbers + actionSize) + bytes + 8L * (1 + infoSize);
    mostSteps = (int) Math.max(1, MOST_BYTES / step);
  }

  /** Steps of the episode so far. */
  int length() {
    return length;
  }

  /** An episode begins with the observation to act on next. */
  void begin(StepBatch out) {
    length = 0;
    kept = 0;
    total = 0;
    reserve(0);
    see(out.observations, out.images, 0);
  }

  /** A step has been taken. */
  void add(float[] given, StepBatch out, boolean ended) {
    length++;
    total += out.rewards[copy];
    if (kept == mostSteps) {
      return;
    }
    reserve(kept + 1);
    System.arraycopy(given, copy * actionSize, actions, kept * actionSize, actionSize);
    rewards[kept] = out.rewards[copy];
    if (out.infos.length > 0) {
      System.arraycopy(out.infos, copy * infoSize, infos, kept * infoSize, infoSize);
    } else {
      Arrays.fill(infos, kept * infoSize, (kept + 1) * infoSize, Double.NaN);
    }
    kept++;
    if (ended) {
      see(out.finalObservations, out.finalImages, kept);
    } else {
      see(out.observations, out.images, kept);
    }
  }

  private void see(float[] fromNumbers, byte[] fromImages, int row) {
    System.arraycopy(fromNumbers, copy * numbers, observations, row * numbers, numbers);
    System.arraycopy(fromImages, copy * bytes, images, row * bytes, bytes);
  }

  private void reserve(int steps) {
    if (steps >= rewards.length) {
      int room = Math.min(mostSteps, Math.max(64, 2 * rewards.length)) + 1;
      observations = Arrays.copyOf(observations, (room + 1) * numbers);
      images = Arrays.copyOf(images, (room + 1) * bytes);
      actions = Arrays.copyOf(actions, room * actionSize);
      rewards = Arrays.copyOf(rewards, room);
      infos = Arrays.copyOf(infos, room * infoSize);
    }
  }

  /** The episode as a line of JSON. */
  String line(
      String name, int episode, List<String> infoNames, boolean terminated, boolean truncated) {
    StringBuilder json = new StringBuilder("{\"env\":");
    text(name, json);
    json.append(",\"copy\":").append(copy).append(",\"episode\":").append(episode);
    json.append(",\"length\":").append(length).append(",\"return\":");
    number(total, json);
    json.append(",\"terminated\":").append(terminated);
    json.append(",\"truncated\":").append(truncated).append(",\"actions\":");
    rows(actions, kept, actionSize, json);
    json.append(",\"rewards\":");
    column(rewards, 0, 1, json);
    if (numbers > 0) {
      json.append(",\"observations\":");
      rows(observations, kept + 1, numbers, json);
    }
    if (bytes > 0) {
      json.append(",\"images\":[");
      for (int t = 0; t <= kept; t++) {
        byte[] image = Arrays.copyOfRange(images, t * bytes, (t + 1) * bytes);
        json.append(t == 0 ? "\"" : ",\"").append(Base64.getEncoder().encodeToString(image));
        json.append('"');
      }
      json.append(']');
    }
    if (infoSize > 0) {
      json.append(",\"infos\":");
      for (int i = 0; i < infoSize; i++) {
        json.append(i == 0 ? '{' : ',');
        text(infoNames.get(i), json);
        json.append(':');
        column(infos, i, infoSize, json);
      }
      json.append('}');
    }
    return json.append("}\n").toString();
  }

  private static void rows(float[] values, int count, int size, StringBuilder json) {
    json.append('[');
    for (int t = 0; t < count; t++) {
      json.append(t == 0 ? "[" : ",[");
      for (int i = 0; i < size; i++) {
        json.append(i == 0 ? "" : ",");
        float value = values[t * size + i];
        if (value == (int) value) {
          json.append((int) value);
        } else {
          json.append(Float.isFinite(value) ? Float.toString(value) : "null");
        }
      }
      json.append(']');
    }
    json.append(']');
  }

  private void column(double[] values, int from, int stride, StringBuilder json) {
    json.append('[');
    for (int t = 0; t < kept; t++) {
      json.append(t == 0 ? "" : ",");
      number(values[from + t * stride], json);
    }
    json.append(']');
  }

  private static void number(double value, StringBuilder json) {
    json.append(Double.isFinite(value) ? Double.toString(value) : "null");
  }

  private static void text(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
