package io.github.ascent4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code ascent} command. */
@Command(
    name = "ascent",
    mixinStandardHelpOptions = true,
    versionProvider = Ascent.Version.class,
    description = "Policy-gradient reinforcement learning for the JVM.")
public final class Ascent implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Ascent()).setExecutionStrategy(Ascent::execute);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    VectorModule.load();
    return new CommandLine.RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given; see ascent --help");
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
