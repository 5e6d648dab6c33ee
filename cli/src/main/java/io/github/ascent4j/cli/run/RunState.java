package io.github.ascent4j.cli.run;

import io.github.ascent4j.core.checkpoint.CheckpointFolder;
import io.github.ascent4j.policy.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/*
 * Design. A training makes its folder, locks it, writes its settings and then, before it takes a step,
 * the agent and the checkpoint of 0 steps. Each file is there whole or not at all, beside which a kill
 * may leave a temporary one. So these are all the states there are, and each has one way on: a script
 * that tries to resume, and trains anew where there is nothing to resume, always gets on.
 */

/** How far the training has come that a folder is of, whatever moment it was killed at. */
public enum RunState {
  /**
   * There is no folder, or nothing in it but a lock, temporary files and an empty folder for
   * checkpoints: a new run takes it.
   */
  UNUSED,

  /** Settings and no checkpoint: it starts anew, and takes the place of what else it has left. */
  STARTED,

  /** It goes on from a checkpoint. */
  SAVED,

  /** Something else is in it: it is left alone. */
  FOREIGN;

  /** The state of a folder, which need not exist. */
  public static RunState of(Path path) throws IOException {
    if (RunFolder.isRun(path)) {
      Path checkpoints = path.resolve(RunFolder.CHECKPOINTS);
      return new CheckpointFolder(checkpoints).newest().isEmpty() ? STARTED : SAVED;
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return UNUSED;
    }
    return Files.isDirectory(path) && holdsNothing(path) ? UNUSED : FOREIGN;
  }

  private static boolean holdsNothing(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean nothing =
            switch (name) {
              case RunFolder.LOCK -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
              case RunFolder.CHECKPOINTS ->
                  Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && holdsNothing(entry);
              default -> AtomicFile.isTemporary(entry);
            };
        if (!nothing) {
          return false;
        }
      }
    }
    return true;
  }
}
