package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.text.ShellWord;
import io.github.ascent4j.cli.trust.EnvironmentSource;
import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.core.checkpoint.CheckpointFolder;
import io.github.ascent4j.core.checkpoint.CheckpointFolder.Checkpoint;
import io.github.ascent4j.core.logging.TensorBoardLogger;
import io.github.ascent4j.policy.file.AtomicFile;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its files. While a training writes to it the folder is locked, so that a second
 * one cannot.
 */
public final class RunFolder implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  static final String CHECKPOINTS = "checkpoints";
  static final String LOCK = ".lock";

  private final Path path;
  private @Nullable FileChannel lock;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Whether {@code path} is a run's folder. */
  public static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve("config.json"));
  }

  /** The folder of a run that exists, for reading. */
  public static RunFolder of(Path path) {
    if (!isRun(path)) {
      throw new UsageException(
          path
              + (Files.exists(path)
                  ? " is no run: it has no config.json"
                  : " does not exist; give the folder of a run"));
    }
    return new RunFolder(path);
  }

  /** Refuses a folder for a new run that has something in it already. */
  public static void checkUnused(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException("--out " + path + " is a file; give a new folder");
    }
    switch (RunState.of(path)) {
      case UNUSED -> {}
      case STARTED, SAVED ->
          throw new UsageException(
              "--out "
                  + path
                  + " is not empty; give a new folder, or go on with its run: ascent resume "
                  + ShellWord.of(path));
      case FOREIGN ->
          throw new UsageException(
              "--out " + path + " is not empty, and no run is in it; give a new folder");
    }
  }

  /** Makes the folder of a new run, and locks it. */
  public static RunFolder create(Path path) throws IOException {
    checkUnused(path);
    RunFolder folder = new RunFolder(path);
    Files.createDirectories(folder.checkpoints());
    folder.lock();
    try {
      // Another process may have trained here before this one had the lock.
      checkUnused(path);
    } catch (IOException | UsageException e) {
      folder.close();
      throw e;
    }
    return folder;
  }

  /** Makes a folder with a name of its own below {@code runs}, and locks it. */
  public static RunFolder create(RunConfig config) throws IOException {
    String name =
        String.join(
            "-",
            // Of a path its last part is enough, and slashes and colons no folder's name can have.
            config
                .environment()
                .replaceFirst(":(\\w:)?[/\\\\].*[/\\\\]", ":")
                .replaceAll("[^\\w.-]+", "_"),
            config.algorithm(),
            Long.toString(config.seed()),
            TIME.format(LocalDateTime.now()));
    Path runs = Path.of("runs");
    Path path = runs.resolve(name);
    for (int i = 2; Files.exists(path); i++) {
      path = runs.resolve(name + "-" + i);
    }
    return create(path);
  }

  /**
   * Keeps other processes from training in this folder until it is closed.
   *
   * @throws UsageException if one does, or if something of the run is a link out of its folder
   */
  public void lock() throws IOException {
    Path file = path.resolve(LOCK);
    // Other files are replaced, which a link is, too; in these two places things are made.
    checkOwn(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    checkOwn(checkpoints(), Files.isDirectory(checkpoints(), LinkOption.NOFOLLOW_LINKS));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    lock = channel;
    try {
      FileLock held = channel.tryLock();
      if (held == null) {
        throw locked();
      }
      AtomicFile.sweep(path);
      AtomicFile.sweep(checkpoints());
    } catch (OverlappingFileLockException e) {
      throw locked();
    } catch (IOException e) {
      // A file system without locks: nothing is lost but the check.
      return;
    }
  }

  private static void checkOwn(Path entry, boolean own) {
    if (!own && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          entry
              + (Files.isSymbolicLink(entry) ? " is a link" : " is of another kind")
              + ", and a run is not written to or cleared beyond its own folder; move it away");
    }
  }

  private UsageException locked() {
    return new UsageException(
        path + " is being trained by another process; wait for it or stop it first");
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The process's end frees it.
        return;
      }
    }
  }

  public Path path() {
    return path;
  }

  public Path checkpoints() {
    return path.resolve(CHECKPOINTS);
  }

  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** A row for every episode of the training. */
  public Path episodes() {
    return path.resolve("episodes.csv");
  }

  Path progress() {
    return path.resolve("progress.csv");
  }

  Path jsonLines() {
    return path.resolve("metrics.jsonl");
  }

  public Path policy() {
    return path.resolve("policy.safetensors");
  }

  public Path best() {
    return path.resolve("best.safetensors");
  }

  public Path curve() {
    return path.resolve("curve.png");
  }

  /** The run's summary, there once the run has come to its end. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  Path configFile() {
    return path.resolve("config.json");
  }

  /**
   * Writes {@code config.json}.
   *
   * @param environment that of the run
   */
  public void write(RunConfig config, EnvironmentSource environment) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>(config.toJson(Versions.all()).members());
    environment.mark().ifPresent(mark -> members.put(RunConfig.ENVIRONMENT_MARK, Json.of(mark)));
    writeJson(configFile(), Json.object(members));
  }

  /** The environment that {@code config.json} names. */
  public ForeignEnvironment environment() throws IOException {
    return JsonFiles.read(
        configFile(), json -> RunConfig.environment(configFile(), json, "unnamed"));
  }

  /** Reads {@code config.json}. */
  public RunConfig config() throws IOException {
    return JsonFiles.read(configFile(), RunConfig::fromJson);
  }

  /** Copies of the environment that the run trains in, whatever else {@code config.json} says. */
  public int copies() throws IOException {
    return JsonFiles.read(configFile(), json -> json.get("envs").asInt());
  }

  /** Writes a JSON file that is comfortable to read. */
  static void writeJson(Path path, Json json) throws IOException {
    AtomicFile.write(path, JsonFiles.indented(json).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Deletes what a training has written that was killed before its first checkpoint, so that it
   * starts anew as if it were new. An agent that has learnt is kept beside: somebody has deleted
   * its checkpoints.
   *
   * @param warn told where that is
   */
  void clear(Consumer<String> warn) throws IOException {
    for (Path agent : List.of(policy(), best())) {
      if (Files.exists(agent) && !untrained(agent)) {
        Path kept = path.resolve("earlier-" + agent.getFileName());
        Files.move(agent, kept, StandardCopyOption.REPLACE_EXISTING);
        warn.accept(path + " starts anew, since it has no checkpoint; its agent is now " + kept);
      }
    }
    for (Path written :
        List.of(policy(), best(), metrics(), episodes(), progress(), jsonLines(), summary())) {
      Files.deleteIfExists(written);
    }
    Files.deleteIfExists(curve());
    try (DirectoryStream<Path> events = Files.newDirectoryStream(path, TensorBoardLogger.FILES)) {
      for (Path file : events) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean untrained(Path agent) {
    try {
      return "0".equals(PolicyFile.load(agent).provenance().get(LoadedAgent.STEPS));
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the checkpoint of that many steps is. */
  public Path checkpoint(long steps) {
    return new CheckpointFolder(checkpoints()).checkpoint(steps);
  }

  /** All checkpoints, newest first. */
  public List<Checkpoint> listCheckpoints() throws IOException {
    return new CheckpointFolder(checkpoints()).list();
  }
}
