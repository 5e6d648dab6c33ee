package io.github.ascent4j.policy.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a safetensors file holds: metadata of strings and named {@linkplain Tensor tensors}. The
 * reader of a file uses {@link #floats}, {@link #doubles}, {@link #longs} and {@link #bytes}, which
 * check name, type and shape and name the file when one is not as it has to be.
 *
 * <p>Immutable. Metadata is sorted by key; tensors by size of their elements, largest first, and
 * then by name, so that each lies aligned in the file and the same content gives the same bytes.
 */
public final class TensorFile {
  private static final Comparator<Tensor> FILE_ORDER =
      Comparator.comparingInt((Tensor tensor) -> -tensor.type().bytes())
          .thenComparing(Tensor::name);

  private final String source;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> byName = new TreeMap<>();
  private final List<Tensor> tensors;

  /** Content for a new file. */
  public TensorFile(Map<String, String> metadata, List<Tensor> tensors) {
    this("unsaved content", metadata, tensors);
  }

  /**
   * @param source the file's name, for messages
   */
  TensorFile(String source, Map<String, String> metadata, List<Tensor> tensors) {
    this.source = source;
    this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (metadata.containsKey(Safetensors.CHECKSUM_KEY)) {
      throw new IllegalArgumentException(
          "metadata " + Safetensors.CHECKSUM_KEY + " is written by itself; leave it out");
    }
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(Safetensors.METADATA_KEY)) {
        throw new IllegalArgumentException(
            "a tensor cannot have the name " + Safetensors.METADATA_KEY + "; choose another");
      }
      if (byName.put(tensor.name(), tensor) != null) {
        throw new IllegalArgumentException("two tensors have the name " + tensor.name());
      }
    }
    List<Tensor> sorted = new ArrayList<>(tensors);
    sorted.sort(FILE_ORDER);
    this.tensors = List.copyOf(sorted);
  }

  /** All metadata but the checksum. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The metadata of that key, which must be there. */
  public String metadata(String key) throws PolicyFileException {
    String value = metadata.get(key);
    if (value == null) {
      throw new PolicyFileException(source, "has no metadata \"" + key + "\"");
    }
    return value;
  }

  /** All tensors in the order of the file. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /** The tensor of that name, if it is there. */
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The elements of the F32 tensor of that name and shape, which must be there. */
  public float[] floats(String name, List<Integer> shape) throws PolicyFileException {
    return require(name, TensorType.F32, shape).floats();
  }

  /** The elements of the F64 tensor of that name and shape, which must be there. */
  public double[] doubles(String name, List<Integer> shape) throws PolicyFileException {
    return require(name, TensorType.F64, shape).doubles();
  }

  /** The elements of the I64 tensor of that name and shape, which must be there. */
  public long[] longs(String name, List<Integer> shape) throws PolicyFileException {
    return require(name, TensorType.I64, shape).longs();
  }

  /** The elements of the U8 tensor of that name and shape, which must be there. */
  public byte[] bytes(String name, List<Integer> shape) throws PolicyFileException {
    return require(name, TensorType.U8, shape).bytes();
  }

  private Tensor require(String name, TensorType type, List<Integer> shape)
      throws PolicyFileException {
    Tensor tensor = byName.get(name);
    if (tensor == null) {
      throw new PolicyFileException(source, "has no tensor " + name + " " + type + shape);
    }
    if (tensor.type() != type || !tensor.shape().equals(shape)) {
      throw new PolicyFileException(source, "has " + tensor + " in place of " + type + shape);
    }
    return tensor;
  }

  /** Where this was read from, for messages. */
  public String source() {
    return source;
  }

  /** Whether metadata and tensors are the same; the source does not count. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorFile file
        && metadata.equals(file.metadata)
        && tensors.equals(file.tensors);
  }

  @Override
  public int hashCode() {
    return 31 * metadata.hashCode() + tensors.hashCode();
  }

  @Override
  public String toString() {
    return source + ": metadata " + metadata.keySet() + ", " + tensors;
  }
}
