package io.github.ascent4j.cli;

import io.github.ascent4j.cli.run.UsageException;
import io.github.ascent4j.cli.trust.EnvironmentSource;
import io.github.ascent4j.cli.trust.TrustedEnvironment;
import io.github.ascent4j.environment.Closing;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.wrapper.EpisodeRecorder;
import io.github.ascent4j.environment.wrapper.Wrapping;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/*
 * Design. What an agent sees and earns belongs to it, so wrappers are kept with it as what was chosen of
 * its environment is. A record changes nothing of that and opens a file, so it is the command's alone:
 * no file can ask for one, and it does not take the place of an agent's wrappers.
 */

/** The option that puts wrappers around an environment. */
final class WrapChoice {
  static final String RECORD_USAGE = "record=FILE[,EPISODES]";

  private static final String RECORD = "record";
  private static final String NONE = "none";
  private static final int MOST_EPISODES = 1_000_000;
  private static final int EPISODES = 100;

  @Option(
      names = "--wrap",
      paramLabel = "NAME[=VALUE]",
      completionCandidates = WrapperNames.class,
      description =
          "A wrapper around the environment, kept with the agent; may be repeated, the first one"
              + " innermost: ${COMPLETION-CANDIDATES}. Returns are those of the wrapped"
              + " environment. What an agent is kept with is left out by none; a record is not"
              + " kept.")
  private List<String> wraps = new ArrayList<>();

  /** Where episodes are written. */
  private record Recording(Path file, int episodes) {}

  /** What was said of wrappers, as an option of the environment; nothing where nothing was said. */
  Map<String, String> option() {
    List<String> kept = wraps.stream().filter(wrap -> !isRecord(wrap)).toList();
    if (kept.isEmpty()) {
      return Map.of();
    }
    if (kept.contains(NONE)) {
      if (kept.size() > 1) {
        throw new UsageException(
            "--wrap " + NONE + " leaves all wrappers out; give it without another one");
      }
      return Map.of(TrustedEnvironment.WRAP, "");
    }
    for (String wrap : kept) {
      try {
        Wrapping.parse(wrap);
      } catch (IllegalArgumentException e) {
        boolean known = Wrapping.Kind.find(wrap.replaceFirst("=.*", "")).isPresent();
        String others = known ? "" : ", " + RECORD_USAGE + ", " + NONE;
        throw new UsageException("--wrap: " + e.getMessage() + others, e);
      }
    }
    return Map.of(TrustedEnvironment.WRAP, String.join(" ", kept));
  }

  /** Whether episodes are to be written. */
  boolean records() {
    return wraps.stream().anyMatch(WrapChoice::isRecord);
  }

  private static boolean isRecord(String wrap) {
    return wrap.equals(RECORD) || wrap.startsWith(RECORD + "=");
  }

  private Optional<Recording> recording() {
    List<String> records = wraps.stream().filter(WrapChoice::isRecord).toList();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    if (records.size() > 1) {
      throw new UsageException("--wrap " + records.get(1) + ": one record is enough");
    }
    return Optional.of(recording(records.get(0)));
  }

  private static Recording recording(String wrap) {
    String value = wrap.substring(Math.min(wrap.length(), RECORD.length() + 1));
    int comma = value.lastIndexOf(',');
    Integer episodes = comma < 0 ? null : episodes(value.substring(comma + 1));
    String file = episodes == null ? value : value.substring(0, comma);
    if (file.isEmpty()) {
      throw new UsageException("--wrap " + wrap + ": write it as " + RECORD_USAGE);
    }
    if (episodes != null && (episodes < 1 || episodes > MOST_EPISODES)) {
      throw new UsageException("--wrap " + wrap + ": give 1 to " + MOST_EPISODES + " episodes");
    }
    try {
      return new Recording(Path.of(file), episodes == null ? EPISODES : episodes);
    } catch (InvalidPathException e) {
      throw new UsageException("--wrap " + wrap + ": that is no path", e);
    }
  }

  /** A number behind the last comma, or null for a part of the path. */
  private static @Nullable Integer episodes(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Checks that a record can be written, before anything is made or played. */
  void checkRecord() {
    recording()
        .ifPresent(
            recording -> {
              try {
                EpisodeRecorder.checkFree(recording.file);
              } catch (IOException e) {
                throw new UsageException("--wrap record: " + e.getMessage(), e);
              }
            });
  }

  /** The environment, with a record of what is played in it where one is wanted. */
  VectorEnvironment recorded(VectorEnvironment environment) {
    Optional<Recording> recording = recording();
    if (recording.isEmpty()) {
      return environment;
    }
    try {
      return new EpisodeRecorder(environment, recording.get().file, recording.get().episodes);
    } catch (IOException e) {
      UsageException failure = new UsageException("--wrap record: " + e.getMessage(), e);
      Closing.orTell(environment, failure::addSuppressed);
      throw failure;
    }
  }

  /** What makes the environment of a training, with a record of it where one is wanted. */
  EnvironmentSource recorded(EnvironmentSource source) {
    return new EnvironmentSource() {
      @Override
      public VectorEnvironment make(int copies, int threads) {
        return source.make(copies, threads);
      }

      @Override
      public VectorEnvironment makeToTrain(int copies, int threads) {
        return recorded(source.makeToTrain(copies, threads));
      }

      @Override
      public Optional<String> mark() {
        return source.mark();
      }
    };
  }
}
