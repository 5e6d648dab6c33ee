package io.github.ascent4j.cli;

import io.github.ascent4j.policy.file.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command did: exit code, standard output, standard error. */
record Outcome(int code, String out, String err) {

  /** Runs a command in this JVM. */
  static Outcome of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Ascent.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
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
