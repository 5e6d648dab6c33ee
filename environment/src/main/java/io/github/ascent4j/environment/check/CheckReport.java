package io.github.ascent4j.environment.check;

import java.util.List;

/**
 * What a check came to.
 *
 * @param name of the environment
 * @param findings in the order they were found, one for each {@link Defect}
 * @param episodes that ended while values were looked at
 * @param steps taken while values were looked at, of all copies
 * @param omissions what could not be checked, and why
 */
public record CheckReport(
    String name, List<Finding> findings, int episodes, long steps, List<String> omissions) {
  public CheckReport {
    findings = List.copyOf(findings);
    omissions = List.copyOf(omissions);
  }
}
