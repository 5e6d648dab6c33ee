package io.github.ascent4j.cli;

import io.github.ascent4j.cli.plot.EpisodePicture;
import io.github.ascent4j.cli.plot.LearningCurves;
import io.github.ascent4j.cli.run.RunFolder;
import io.github.ascent4j.cli.run.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ascent plot}: learning curves of runs in one picture. */
@Command(
    name = "plot",
    description = "Draws learning curves; runs of one setting become a mean line with a band.",
    sortOptions = false)
final class PlotCommand extends AscentCommand implements AlgorithmUser {
  /** What a curve is drawn over. */
  enum Horizontal {
    STEPS,
    TIME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is drawn. */
  enum Style {
    /** Mean returns of any number of runs. */
    CURVES,
    /** The returns of one run's episodes. */
    TUTORIAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of runs.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A .png or .svg file; curve.png of the run, or in this folder for several.")
  private @Nullable Path out;

  @Option(
      names = "--style",
      paramLabel = "curves|tutorial",
      description =
          "tutorial: the moving average of one run's episodes, and the deviation of all; curves.")
  private Style style = Style.CURVES;

  @Option(names = "--x", paramLabel = "steps|time", description = "Horizontal axis; steps.")
  private @Nullable Horizontal horizontal;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Rows, or episodes, to smooth over; 10. 1: none.")
  private int window = LearningCurves.DEFAULT_WINDOW;

  @Mixin private AlgorithmChoice choice = new AlgorithmChoice();

  @Override
  public @Nullable String classpath() {
    return choice.classpath();
  }

  @Override
  public Integer call() throws IOException {
    if (window < 1) {
      throw new UsageException("--window " + window + " must be at least 1, which does not smooth");
    }
    List<RunFolder> folders = runs.stream().map(RunFolder::of).toList();
    Path file =
        out != null ? out : folders.size() == 1 ? folders.getFirst().curve() : Path.of("curve.png");
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".png") && !name.endsWith(".svg")) {
      throw new UsageException("--out " + file + " must end in .png or .svg");
    }
    switch (style) {
      case CURVES -> drawCurves(folders, file);
      case TUTORIAL -> drawEpisodes(folders, file);
    }
    out().println(file);
    out().flush();
    return 0;
  }

  private void drawCurves(List<RunFolder> folders, Path file) throws IOException {
    if (!LearningCurves.draw(folders, file, horizontal == Horizontal.TIME, window, this::say)) {
      throw new UsageException("no episode has ended in " + runs + " yet, so there is no curve");
    }
  }

  private void drawEpisodes(List<RunFolder> folders, Path file) throws IOException {
    if (folders.size() > 1) {
      throw new UsageException(
          "--style tutorial draws one run, but there are " + folders.size() + "; give one");
    }
    if (horizontal != null) {
      throw new UsageException(
          "--x " + horizontal + ": --style tutorial is drawn over episodes; leave --x out");
    }
    try {
      EpisodePicture.draw(folders.getFirst().episodes(), window, file);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
