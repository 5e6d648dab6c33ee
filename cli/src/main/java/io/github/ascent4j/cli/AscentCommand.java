package io.github.ascent4j.cli;

import io.github.ascent4j.cli.text.VisibleText;
import io.github.ascent4j.cli.text.VisibleWriter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: where they write to. */
abstract class AscentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Standard output: results. */
  final PrintWriter out() {
    return new VisibleWriter(spec.commandLine().getOut());
  }

  /** Standard error: progress and messages. */
  final PrintWriter err() {
    return new VisibleWriter(terminal());
  }

  /** Standard error for what steers a terminal, which no text of a file may reach. */
  final PrintWriter terminal() {
    return spec.commandLine().getErr();
  }

  /** A message of one line, or of a few, on standard error. */
  final void say(String message) {
    err().println("ascent: " + VisibleText.message(message));
    err().flush();
  }
}
