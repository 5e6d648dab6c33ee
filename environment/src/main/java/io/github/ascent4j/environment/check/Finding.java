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
  @Override
  public String toString() {
    return defect.code() + ": " + seen;
  }
}
