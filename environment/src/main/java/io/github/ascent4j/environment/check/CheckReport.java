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

  /** How many findings there are, and in how much play, on one line. */
  public String summary() {
    int count = findings.size();
    return name
        + ": "
        + (count == 0 ? "no findings" : count == 1 ? "1 finding" : count + " findings")
        + " in "
        + steps
        + " steps, in which "
        + episodes
        + " episodes ended";
  }

  /** All of it for people to read, in lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    omissions.forEach(omission -> text.append(omission).append('\n'));
    findings.forEach(finding -> text.append(finding.text("; unless it is meant so")).append('\n'));
    return text.append(summary()).append('\n').toString();
  }
}
