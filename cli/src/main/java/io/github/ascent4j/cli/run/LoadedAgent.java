package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.trust.ForeignEnvironment;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent from a run's folder, a policy file or a checkpoint.
 *
 * @param file where it was found
 * @param checkpoint whether it was in a checkpoint
 * @param provenance where it comes from
 */
public record LoadedAgent(
    SavedAgent agent, Path file, boolean checkpoint, Map<String, String> provenance) {
  /** Where the provenance has how many steps it has learnt from. */
  static final String STEPS = "steps";

  /** Where the provenance has what was chosen of the environment. */
  static final String OPTIONS = "environment_options";

  /** Where the provenance has the mark by which this user's environments are known. */
  static final String MARK = "environment_mark";

  /** Loads the agent that {@code path} names. */
  public static LoadedAgent load(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return file(path);
    }
    Path policy = RunFolder.of(path).policy();
    if (!Files.exists(policy)) {
      throw new UsageException(path + " has no policy.safetensors yet");
    }
    return file(policy);
  }

  private static LoadedAgent file(Path path) throws IOException {
    TensorFile file = Safetensors.read(path);
    if (!CheckpointFile.isCheckpoint(file)) {
      SavedAgent agent = PolicyFile.load(path);
      return new LoadedAgent(agent, path, false, agent.provenance());
    }
    SavedAgent agent = CheckpointFile.agent(file);
    Map<String, String> provenance = new LinkedHashMap<>(new TreeMap<>(file.metadata()));
    provenance.remove("config");
    return new LoadedAgent(agent, path, true, provenance);
  }

  /** The name of the environment it was trained in, if that is known. */
  public @Nullable String environment() {
    return provenance.get("environment");
  }

  /**
   * What is said of the environment it was trained in, if anything is. A checkpoint says no more
   * than its name, and the run around it the rest.
   */
  public Optional<ForeignEnvironment> trainedIn() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (checkpoint && folder != null && folder.endsWith(RunFolder.CHECKPOINTS)) {
      Path run = folder.getParent();
      if (run != null && RunFolder.isRun(run)) {
        return Optional.of(RunFolder.of(run).environment());
      }
    }
    String name = environment();
    return name == null
        ? Optional.empty()
        : Optional.of(new ForeignEnvironment(file, name, options(), provenance.get(MARK)));
  }

  private Map<String, String> options() {
    String options = provenance.get(OPTIONS);
    if (options == null) {
      return Map.of();
    }
    try {
      return RunConfig.texts(Json.parse(options));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          file + " has damaged options of its environment: " + e.getMessage(), e);
    }
  }
}
