package io.github.ascent4j.environment.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, where it was seen first.
 *
 * @param defect what it is
 * @param seen the value, where and when
 * @param cause what was thrown, if something was
 */
public record Finding(Defect defect, String seen, @Nullable Throwable cause) {
  /**
   * What was seen, the mend and the line of the contract, on a line each.
   *
   * @param ifMeantSo follows the mend of a {@link Defect#suspicion}
   */
  public String text(String ifMeantSo) {
    return this
        + "\n  mend: "
        + defect.mend()
        + (defect.suspicion() ? ifMeantSo : "")
        + "\n  contract, line "
        + defect.line().name()
        + ": "
        + defect.line().text()
        + "\n";
  }

  @Override
  public String toString() {
    return defect.code() + ": " + seen;
  }
}
