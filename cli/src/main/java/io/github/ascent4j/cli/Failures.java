package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.cli.run.DivergedException;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.text.ShellWord;
import io.github.ascent4j.cli.text.VisibleText;
import io.github.ascent4j.cli.text.VisibleWriter;
import io.github.ascent4j.cli.trust.UntrustedFileException;
import io.github.ascent4j.core.config.NamesElsewhere;
import io.github.ascent4j.core.evaluation.EndlessEpisodeException;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.PlayInterruptedException;
import io.github.ascent4j.policy.file.PolicyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as one or two lines on standard error, and the exit code that goes with each. */
final class Failures {
  /** The exit code of work that failed. */
  static final int WORK_FAILED = 1;

  private static final int WRONG_USE = 2;

  private Failures() {}

  /** A command line that picocli could not make sense of. */
  static int wrongArguments(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    StringBuilder text = new StringBuilder("ascent: ");
    text.append(message.substring(0, Math.min(1, message.length())).toLowerCase(Locale.ROOT));
    text.append(message.substring(Math.min(1, message.length())));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      Optional<String> elsewhere = elsewhere(unmatched);
      if (elsewhere.isPresent()) {
        text.append("; ").append(elsewhere.get());
      } else if (!near.isEmpty()) {
        text.append("; the near ones are ").append(String.join(", ", near));
      }
    }
    PrintWriter err = new VisibleWriter(command.getErr());
    err.println(VisibleText.message(text.toString()));
    err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return WRONG_USE;
  }

  /** What an option of another system is called here, for commands that take settings. */
  private static Optional<String> elsewhere(UnmatchedArgumentException e) {
    String first = e.getUnmatched().getFirst();
    if (!first.startsWith("--")
        || e.getCommandLine().getCommandSpec().findOption("--set") == null) {
      return Optional.empty();
    }
    String name = first.substring(2).split("=", 2)[0];
    return NamesElsewhere.describe(
        name, Algorithms.settingNames(), here -> here.startsWith("--") ? here : "--set " + here);
  }

  /**
   * A command that ran and failed.
   *
   * @param typed the command's arguments
   */
  static int report(Throwable failure, PrintWriter to, boolean stacktrace, List<String> typed) {
    PrintWriter err = new VisibleWriter(to);
    err.println("ascent: " + VisibleText.message(message(failure)));
    if (failure instanceof UntrustedFileException untrusted) {
      err.println(howToGoOn(untrusted, typed));
    }
    if (stacktrace) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof UsageException
            || failure instanceof UntrustedFileException
            || failure instanceof PolicyFileException
        ? WRONG_USE
        : WORK_FAILED;
  }

  /** The line to type: what the user typed, and not a word of the file. */
  private static String howToGoOn(UntrustedFileException failure, List<String> typed) {
    StringBuilder line = new StringBuilder("if you trust it, type: ascent");
    typed.forEach(word -> line.append(' ').append(ShellWord.of(word)));
    return line.append(" --trust\nor say it yourself, with ")
        .append(String.join(" and ", failure.typed()))
        .toString();
  }

  private static String message(Throwable failure) {
    return switch (failure) {
      case UsageException e -> String.valueOf(e.getMessage());
      case UntrustedFileException e -> String.valueOf(e.getMessage());
      case EnvironmentException e -> String.valueOf(e.getMessage());
      case DivergedException e -> String.valueOf(e.getMessage());
      case EndlessEpisodeException e -> String.valueOf(e.getMessage());
      case PlayInterruptedException e -> String.valueOf(e.getMessage());
      case IOException e -> describe(e);
      case OutOfMemoryError e ->
          "out of memory ("
              + e.getMessage()
              + "); use fewer --envs, or give the JVM more: ASCENT_JAVA_OPTS=-Xmx8g";
      case IllegalArgumentException e -> String.valueOf(e.getMessage());
      default -> "unexpected " + failure + "; --stacktrace shows where, please report it";
    };
  }

  /** A failed write to a run's folder, with what can be done about it. */
  static IOException writing(Path run, IOException failure, String mend) {
    return new IOException("cannot write to " + run + ": " + describe(failure) + mend, failure);
  }

  /** The message of a failed read or write, which often is no more than a path. */
  static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + " does not exist";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e ->
          e.getFile()
              + ": "
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
