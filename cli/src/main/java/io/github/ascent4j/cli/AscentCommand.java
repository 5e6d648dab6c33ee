package io.github.ascent4j.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: where they write to. */
abstract class AscentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Standard output: results. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Standard error: progress and messages. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A message of one line on standard error. */
  final void say(String message) {
    err().println("ascent: " + message);
    err().flush();
  }
}
