package io.github.ascent4j.core.training;

/** Tells of a setting that cannot change on the way, because what was reached goes by it. */
public final class FixedSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String setting;

  FixedSettingException(String setting, String reason) {
    super(
        setting
            + " cannot change on the way: "
            + reason
            + "; start a new training from the parameters in place of it");
    this.setting = setting;
  }

  /** Name of the setting, or of all that were to change where it may be any of them. */
  public String setting() {
    return setting;
  }
}
