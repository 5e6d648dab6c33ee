package io.github.ascent4j.core.checkpoint;

import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.PolicyFileException;
import io.github.ascent4j.policy.file.Safetensors;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * Design. A checkpoint is a safetensors file. The agent is in it as a whole policy file, so that one
 * codec and one set of checks serve both. Beside it lie tensors and runs of bytes that belong to
 * whoever trains the agent, by names that this class does not know.
 */

/**
 * The content of a checkpoint, being read: an agent, with facts and states of its training by name.
 * What it lacks or has wrong is blamed on the file.
 */
public final class CheckpointFile {
  private static final String FORMAT = "ascent4j-checkpoint";
  private static final String VERSION = "4";
  private static final String POLICY = "policy";

  private final TensorFile content;

  /**
   * @throws PolicyFileException if it is no checkpoint, or one of another version
   */
  public CheckpointFile(TensorFile content) throws PolicyFileException {
    this.content = content;
    require("format", FORMAT, "this is no checkpoint");
    require("format_version", VERSION, "another version wrote it; use that one");
  }

  /** Whether that is a checkpoint, of whichever version. */
  public static boolean isCheckpoint(TensorFile content) {
    return FORMAT.equals(content.metadata().get("format"));
  }

  /**
   * The content of a new checkpoint.
   *
   * @param facts about the training, by name
   * @param states what goes with the agent, by names of their own
   */
  public static TensorFile encode(Map<String, String> facts, SavedAgent agent, List<Tensor> states)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>(facts);
    metadata.put("format", FORMAT);
    metadata.put("format_version", VERSION);
    ByteArrayOutputStream policy = new ByteArrayOutputStream();
    Safetensors.write(policy, PolicyFile.encode(agent));
    List<Tensor> tensors = new ArrayList<>(states);
    tensors.add(state(POLICY, policy.toByteArray()));
    return new TensorFile(metadata, tensors);
  }

  /** Bytes as a state of that name. */
  public static Tensor state(String name, byte[] bytes) {
    return Tensor.of(name, List.of(bytes.length), bytes);
  }

  /** The agent in a checkpoint of whichever version. */
  public static SavedAgent agent(TensorFile content) throws IOException {
    byte[] policy = bytes(content, POLICY);
    return PolicyFile.load(new ByteArrayInputStream(policy), content.source());
  }

  private static byte[] bytes(TensorFile content, String name) throws PolicyFileException {
    Tensor tensor =
        content
            .find(name)
            .orElseThrow(
                () -> new PolicyFileException(content.source(), "it lacks '" + name + "'"));
    return content.bytes(name, tensor.shape());
  }

  /** The agent. */
  public SavedAgent agent() throws IOException {
    return agent(content);
  }

  /** A fact, which must be there. */
  public String fact(String name) throws PolicyFileException {
    return content.metadata(name);
  }

  /**
   * Refuses a checkpoint of which a fact is not as it has to be.
   *
   * @param mend what to do then
   */
  public void require(String name, String value, String mend) throws PolicyFileException {
    String found = fact(name);
    if (!found.equals(value)) {
      throw new PolicyFileException(
          content.source(), name + " is '" + found + "', not '" + value + "': " + mend);
    }
  }

  /** A state of bytes, which must be there. */
  public byte[] state(String name) throws PolicyFileException {
    return bytes(content, name);
  }

  /** Where tensors are read from. */
  public TensorFile tensors() {
    return content;
  }

  /** The error for what does not fit. */
  public PolicyFileException wrong(String what, Exception cause) {
    return new PolicyFileException(content.source(), what, cause);
  }
}
