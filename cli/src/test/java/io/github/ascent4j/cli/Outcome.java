package io.github.ascent4j.cli;

import io.github.ascent4j.policy.file.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command did: exit code, standard output, standard error. */
record Outcome(int code, String out, String err) {
  static {
    TestKey.use();
  }

  /** Runs a command in this JVM. */
  static Outcome of(Object... arguments) {
    return of(Ascent.commandLine(), arguments);
  }

  /** Runs a command that a test brings beside the others. */
  static Outcome of(AscentCommand own, Object... arguments) {
    return of(Ascent.commandLine().addSubcommand(own), arguments);
  }

  private static Outcome of(CommandLine command, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Ascent.run(command, texts);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** The one JSON object that standard output has to be. */
  Json json() {
    if (code != 0) {
      throw new AssertionError("exit code " + code + ": " + err);
    }
    return Json.parse(out);
  }
}
