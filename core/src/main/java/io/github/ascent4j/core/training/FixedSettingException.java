package io.github.ascent4j.core.training;

import java.util.List;

/** Tells of a setting that cannot change on the way, because what was reached goes by it. */
public final class FixedSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> settings;

  FixedSettingException(List<String> settings, String reason) {
    super(
        String.join(" and ", settings)
            + " cannot change on the way: "
            + reason
            + "; start a new training from the parameters in place of it");
    this.settings = List.copyOf(settings);
  }

  /** Name of the setting, or of all that were to change where it may be any of them. */
  public List<String> settings() {
    return settings;
  }
}
