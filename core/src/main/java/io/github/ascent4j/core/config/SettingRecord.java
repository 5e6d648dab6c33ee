package io.github.ascent4j.core.config;

/**
 * A config record, whose copies differ in a setting.
 *
 * @param <C> the record itself
 */
public interface SettingRecord<C extends Record> {
  /**
   * A copy with one setting replaced.
   *
   * @param name a component of this record or of one of its {@linkplain SettingGroup groups}
   * @param value of the component's type; a number is a constant schedule, too
   * @throws IllegalArgumentException if there is no such setting or the record refuses the value
   */
  @SuppressWarnings("unchecked") // A record gives its own type as C.
  default C with(String name, Object value) {
    return ConfigRecords.replace((C) this, name, value);
  }
}
