package io.github.ascent4j.core.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder with the checkpoints of one training, named by their steps. */
public final class CheckpointFolder {
  private static final Pattern NAME = Pattern.compile("step-(\\d{12,18})\\.safetensors");

  /**
   * A saved state of a training.
   *
   * @param steps steps that the training had taken
   */
  public record Checkpoint(Path path, long steps) {}

  private final Path path;

  /**
   * @param path need not exist before something is written into it
   */
  public CheckpointFolder(Path path) {
    this.path = path;
  }

  /** Where the checkpoint of that many steps is. */
  public Path checkpoint(long steps) {
    return path.resolve(String.format(Locale.ROOT, "step-%012d.safetensors", steps));
  }

  /** All checkpoints, newest first; none where there is no folder. */
  public List<Checkpoint> list() throws IOException {
    List<Checkpoint> found = new ArrayList<>();
    if (!Files.isDirectory(path)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
        if (name.matches()) {
          found.add(new Checkpoint(entry, Long.parseLong(name.group(1))));
        }
      }
    }
    found.sort(Comparator.comparingLong(Checkpoint::steps).reversed());
    return found;
  }

  /** The newest checkpoint. */
  public Optional<Checkpoint> newest() throws IOException {
    return list().stream().findFirst();
  }

  /**
   * Deletes all checkpoints but the newest ones and the one with the highest score.
   *
   * @param score of a number of steps; NaN if there is none
   */
  public void prune(int keep, LongToDoubleFunction score) throws IOException {
    List<Checkpoint> checkpoints = list();
    Optional<Checkpoint> best =
        checkpoints.stream()
            .filter(c -> !Double.isNaN(score.applyAsDouble(c.steps())))
            .max(Comparator.comparingDouble(c -> score.applyAsDouble(c.steps())));
    for (int i = keep; i < checkpoints.size(); i++) {
      Checkpoint checkpoint = checkpoints.get(i);
      if (best.isEmpty() || !best.get().equals(checkpoint)) {
        Files.deleteIfExists(checkpoint.path());
      }
    }
  }
}
