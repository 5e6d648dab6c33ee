package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Algorithms;
import io.github.ascent4j.core.training.AlgorithmCatalog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code ascent} command. */
@Command(
    name = "ascent",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Ascent.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    description = "Policy-gradient reinforcement learning for the JVM.",
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      EvalCommand.class,
      WatchCommand.class,
      PlotCommand.class,
      InspectCommand.class,
      CheckCommand.class,
      EnvsCommand.class,
      PresetsCommand.class,
      ShellCommand.class,
    })
public final class Ascent implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print where in the program an error arose.")
  private boolean stacktrace;

  boolean stacktrace() {
    return stacktrace;
  }

  public static void main(String[] arguments) {
    StandardOutput out =
        new StandardOutput(new FileOutputStream(FileDescriptor.out), System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, arguments));
  }

  /** Runs a command whose results go to {@code out}; gives the exit code. */
  static int run(StandardOutput out, PrintWriter err, String... arguments) {
    return out.finish(run(commandLine().setOut(out.writer()).setErr(err), arguments), err);
  }

  static CommandLine commandLine() {
    Ascent ascent = new Ascent();
    return new CommandLine(ascent)
        .setExecutionStrategy(Ascent::execute)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> Failures.wrongArguments(e))
        .setExecutionExceptionHandler(
            (e, command, parsed) ->
                Failures.report(e, command.getErr(), ascent.stacktrace, parsed.originalArgs()));
  }

  /** Runs a command, and turns every way to fail into a message and an exit code. */
  static int run(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (Error e) {
      PrintWriter err = commandLine.getErr();
      return Failures.report(
          e, err, ((Ascent) commandLine.getCommand()).stacktrace, List.of(arguments));
    }
  }

  private static int execute(CommandLine.ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine.ParseResult last = commands.getLast().getParseResult();
    String classpath =
        last.commandSpec().userObject() instanceof AlgorithmUser user ? user.classpath() : null;
    return Algorithms.with(catalog(last, classpath), () -> execute(parsed, last));
  }

  private static AlgorithmCatalog catalog(
      CommandLine.ParseResult command, @Nullable String classpath) {
    try {
      return Algorithms.of(classpath);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          command.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static int execute(CommandLine.ParseResult parsed, CommandLine.ParseResult last) {
    if (last.commandSpec().userObject() instanceof TrainCommand) {
      last.commandSpec().usageMessage().footer(AlgorithmNames.described());
    }
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }

  /** Reads the version that the build wrote into the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Ascent.class.getPackage().getImplementationVersion();
      return new String[] {"ascent " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
