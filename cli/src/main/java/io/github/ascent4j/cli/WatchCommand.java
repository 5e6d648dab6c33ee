package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.Figures;
import io.github.ascent4j.cli.run.LoadedAgent;
import io.github.ascent4j.cli.run.RunConfig;
import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.watch.GifScreen;
import io.github.ascent4j.cli.watch.Screen;
import io.github.ascent4j.cli.watch.Screening;
import io.github.ascent4j.cli.watch.WindowScreen;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent watch}: shows an agent while it plays. */
@Command(
    name = "watch",
    description = "Shows an agent while it plays, in a window or as a GIF.",
    sortOptions = false)
final class WatchCommand extends AscentCommand {
  private static final int MOST_EPISODES = 1000;
  private static final String FILE = "watch.gif";

  @Parameters(paramLabel = "RUN_OR_POLICY", description = "Folder of a run, or a policy file.")
  private Path path = Path.of("");

  @Option(
      names = "--gif",
      paramLabel = "FILE",
      description = "Write a GIF; where there is no display, " + FILE + " is written anyway.")
  private @Nullable Path gif;

  @Option(names = "--env", paramLabel = "ENV", description = "Environment; that of training.")
  private @Nullable String environment;

  @Option(names = "--episodes", paramLabel = "N", description = "Episodes; 1.")
  private int episodes = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the first episode starts from; 0.")
  private long seed;

  @Option(
      names = "--stochastic",
      description = "Draw actions from the policy; otherwise the most probable ones are taken.")
  private boolean stochastic;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Height of a GIF; 240.")
  private int height = 240;

  @Mixin private FileEnvironmentChoice choice = new FileEnvironmentChoice();

  @Override
  public Integer call() throws IOException {
    within("--episodes", episodes, 1, MOST_EPISODES);
    within("--seed", seed, 0, RunConfig.MAX_SEED);
    within("--height", height, 16, 2160);
    LoadedAgent loaded = LoadedAgent.load(path);
    boolean window = gif == null && !GraphicsEnvironment.isHeadless();
    Path file = gif != null ? gif : Path.of(FILE);
    VectorEnvironment one = Player.environment(loaded, environment, choice, 1);
    try {
      Screening screening = new Screening(one, loaded.agent(), seed, stochastic);
      boolean seen;
      try (Screen screen =
          window ? new WindowScreen("Ascent: " + one.name()) : new GifScreen(file, height)) {
        seen = screening.run(screen, seed, episodes, this::ended);
      } catch (IOException e) {
        throw Failures.writing(file, e, "");
      }
      if (!seen) {
        throw new UsageException(
            one.name() + " cannot be drawn: it gives no scene; implement scene() to see it");
      }
    } finally {
      Closing.orTell(one, failure -> say(String.valueOf(failure.getMessage())));
    }
    if (!window) {
      out().println(file);
    }
    out().flush();
    return 0;
  }

  private static void within(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new UsageException(name + " " + value + " must be from " + low + " to " + high);
    }
  }

  private void ended(double episodeReturn, int length) {
    say(
        String.format(
            Locale.ROOT, "return %s in %d steps", Figures.decimal(episodeReturn), length));
  }
}
