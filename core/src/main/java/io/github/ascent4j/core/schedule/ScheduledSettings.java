package io.github.ascent4j.core.schedule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The scheduled settings of one training with their present values. Values are all the state that a
 * schedule can have, so a training that saves and restores them goes on where it was.
 */
public final class ScheduledSettings {
  /** A schedule and its present value. */
  public static final class Setting {
    private final Schedule schedule;
    private double value;

    private Setting(Schedule schedule) {
      this.schedule = schedule;
      value = schedule.start();
    }

    /** The value at the latest update; that of the start before the first. */
    public double value() {
      return value;
    }

    public Schedule schedule() {
      return schedule;
    }
  }

  private final List<Setting> settings = new ArrayList<>();

  /** Adds a setting. The order matters to {@link #restore}. */
  public Setting add(Schedule schedule) {
    Setting setting = new Setting(schedule);
    settings.add(setting);
    return setting;
  }

  /** Brings every setting to its value at {@code progress}. */
  public void update(Progress progress) {
    for (Setting setting : settings) {
      setting.value = setting.schedule.at(progress, setting.value);
    }
  }

  /** Writes the values. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(settings.size());
    for (Setting setting : settings) {
      out.writeDouble(setting.value);
    }
  }

  /** Takes over what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    int size = in.readInt();
    if (size != settings.size()) {
      throw new IOException(
          size
              + " values of scheduled settings do not fit the "
              + settings.size()
              + " of this run");
    }
    for (Setting setting : settings) {
      setting.value = in.readDouble();
    }
  }
}
