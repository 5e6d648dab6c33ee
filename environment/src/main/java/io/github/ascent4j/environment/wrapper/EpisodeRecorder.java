package io.github.ascent4j.environment.wrapper;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.BufferedWriter;
import java.io.DataInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes episodes to a new file as they end, a JSON object a line: {@code env}, {@code copy},
 * {@code episode} from 1, {@code length}, {@code return}, {@code terminated}, {@code truncated},
 * and for its steps {@code actions} and {@code rewards}, the flat {@code observations} before each
 * step and after the last one, and {@code infos} by name, where the environment has some. Images
 * are in {@code images} instead, as base64 of their bytes. What is no finite number is null.
 *
 * <p>Lines are whole: each goes to the file when its episode has ended. Those that ran when a state
 * was restored are left out, since they began elsewhere. Nothing of it is saved with an
 * environment's state, and what is played does not depend on it.
 */
public final class EpisodeRecorder extends VectorWrapper {
  private final Path file;
  private final int most;
  private final List<String> infoNames;
  private final EpisodeTrace[] traces;
  private final boolean[] recording;
  private int written;
  private @Nullable BufferedWriter writer;

  /**
   * @param environment closed with this
   * @param file must not exist yet; made when the first episode has ended
   * @param most episodes that are written; those behind them are played and not kept
   * @throws IOException if the file exists or its folder does not; the message says what to do
   */
  public EpisodeRecorder(VectorEnvironment environment, Path file, int most) throws IOException {
    super(environment);
    if (most < 1) {
      throw new IllegalArgumentException("record of " + most + " episodes: use at least 1");
    }
    this.file = file;
    this.most = most;
    infoNames = environment.infoNames();
    recording = new boolean[environment.copies()];
    traces = new EpisodeTrace[recording.length];
    Arrays.setAll(traces, b -> new EpisodeTrace(environment, b));
    checkFree(file);
  }

  /**
   * Checks that a file can be made.
   *
   * @throws IOException if it exists, or its folder does not; the message says what to do
   */
  public static void checkFree(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " exists already; name another file, or delete it");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(file + " is in a folder that does not exist; make that first");
    }
  }

  private BufferedWriter writer() throws IOException {
    BufferedWriter open = writer;
    if (open == null) {
      open = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      writer = open;
    }
    return open;
  }

  /** How many episodes are in the file. */
  public int written() {
    return written;
  }

  @Override
  protected void begun(int copy, StepBatch out) {
    recording[copy] = written < most;
    if (recording[copy]) {
      traces[copy].begin(out);
    }
  }

  @Override
  protected void stepped(int copy, float[] actions, StepBatch out) {
    boolean ended = out.terminated[copy] || out.truncated[copy];
    if (recording[copy]) {
      traces[copy].add(actions, out, ended);
      if (ended) {
        write(copy, out.terminated[copy], out.truncated[copy]);
      }
    }
    if (ended) {
      begun(copy, out);
    }
  }

  /** {@inheritDoc} Whoever cuts the episode short does so after its last step. */
  @Override
  public void restartCopy(int copy, StepBatch out) {
    if (recording[copy] && traces[copy].length() > 0) {
      write(copy, false, true);
    }
    super.restartCopy(copy, out);
  }

  private void write(int copy, boolean terminated, boolean truncated) {
    if (written == most) {
      return;
    }
    written++;
    try {
      BufferedWriter open = writer();
      open.write(traces[copy].line(name(), written, infoNames, terminated, truncated));
      open.flush();
    } catch (IOException e) {
      throw new EnvironmentException(
          name() + ": the record " + file + " could not be written: " + e + "; make room for it",
          e);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Arrays.fill(recording, false);
    super.restore(in);
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw new EnvironmentException(name() + ": the record " + file + " was not closed: " + e, e);
    } finally {
      super.close();
    }
  }
}
