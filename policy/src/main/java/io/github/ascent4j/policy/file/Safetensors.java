package io.github.ascent4j.policy.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * Design. A safetensors file is the length of its header (8 bytes, little-endian), the header (JSON,
 * padded with spaces so that the data start at a multiple of 8) and the data of all tensors without
 * gaps: https://github.com/huggingface/safetensors#format
 *
 * Files may be damaged or made to harm. The header is limited in length, depth and number of values,
 * everything it says is checked against everything else and, where known, the file's length before
 * any tensor is allocated, and no tensor is larger than what the file really holds.
 *
 * The format has no checksum of its own; ours is a SHA-256 in the metadata over all that matters:
 * all other metadata, and name, type, shape and bytes of every tensor, each text and array behind
 * its length. What it leaves out is either checked (offsets, which have only one possible value) or
 * means nothing (white space in the header).
 */

/**
 * Reads and writes {@linkplain TensorFile named arrays} as safetensors files, with a checksum, so
 * that damage is an error and never another content. Any safetensors reader can read what this
 * writes; what this reads has to be written by Ascent4J, since other files carry no checksum.
 *
 * <p>Thread safety: reading and writing keep nothing between calls.
 */
public final class Safetensors {
  /** Metadata key of the checksum: SHA-256 in hexadecimal. */
  public static final String CHECKSUM_KEY = "ascent4j.sha256";

  /** Longest header that is read, in bytes. */
  public static final int MAX_HEADER = Json.MAX_LENGTH;

  static final String METADATA_KEY = "__metadata__";
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  private record Entry(String name, TensorType type, List<Integer> shape, long begin, long end) {}

  /** Replaces or creates a file, atomically. */
  public static void write(Path path, TensorFile file) throws IOException {
    AtomicFile.write(path, out -> write(out, file));
  }

  /** Writes {@code file} to a stream, which stays open. */
  public static void write(OutputStream out, TensorFile file) throws IOException {
    byte[] header = header(file);
    out.write(littleEndian(header.length));
    out.write(header);
    for (Tensor tensor : file.tensors()) {
      out.write(tensor.content());
    }
  }

  private static byte[] header(TensorFile file) {
    Json.ObjectBuilder metadata = Json.object();
    file.metadata().forEach(metadata::put);
    metadata.put(CHECKSUM_KEY, sha256(file));
    Json.ObjectBuilder members = Json.object().put(METADATA_KEY, metadata.build());
    long offset = 0;
    for (Tensor tensor : file.tensors()) {
      long end = offset + tensor.content().length;
      members.put(
          tensor.name(),
          Json.object()
              .put("dtype", tensor.type().name())
              .put("shape", Json.array(tensor.shape().stream().map(d -> Json.of(d)).toList()))
              .put("data_offsets", Json.array(List.of(Json.of(offset), Json.of(end))))
              .build());
      offset = end;
    }
    String text = members.build().toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > MAX_HEADER) {
      throw new IllegalArgumentException(
          "metadata and names need a header of "
              + padded
              + " bytes; at most "
              + MAX_HEADER
              + " can be read back");
    }
    // What cannot be read back must not be written.
    Json.parse(text);
    byte[] header = Arrays.copyOf(bytes, padded);
    Arrays.fill(header, bytes.length, padded, (byte) ' ');
    return header;
  }

  /** Reads a file written by {@link #write(Path, TensorFile)}. */
  public static TensorFile read(Path path) throws IOException {
    String source = path.toString();
    if (!Files.isRegularFile(path)) {
      throw new PolicyFileException(
          source,
          Files.exists(path)
              ? "is no file; give the path of a file"
              : "does not exist; check the path");
    }
    long size = Files.size(path);
    if (size > Runtime.getRuntime().maxMemory()) {
      throw new PolicyFileException(
          source,
          "has "
              + size
              + " bytes, and the JVM may use "
              + Runtime.getRuntime().maxMemory()
              + "; give it more memory if this is an agent: -Xmx");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, source, size);
    }
  }

  /**
   * Reads to the end of a stream, which stays open.
   *
   * @param source name of what is read, for messages
   */
  public static TensorFile read(InputStream in, String source) throws IOException {
    return read(in, source, -1);
  }

  /**
   * @param length bytes in the stream, or -1 if that is not known
   */
  private static TensorFile read(InputStream in, String source, long length) throws IOException {
    try {
      byte[] start = exactly(in, Long.BYTES);
      long headerLength = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (headerLength < 2 || headerLength > MAX_HEADER) {
        throw notSafetensors(source, "its header length is " + Long.toUnsignedString(headerLength));
      }
      if (length >= 0 && headerLength > length - Long.BYTES) {
        throw notSafetensors(source, "its header would reach beyond its end");
      }
      Map<String, Json> header = header(exactly(in, (int) headerLength), source).members();
      Map<String, String> metadata = metadata(header);
      String checksum = metadata.remove(CHECKSUM_KEY);
      if (checksum == null) {
        throw new PolicyFileException(
            source,
            "is not an Ascent4J file, or damaged: its metadata has no "
                + CHECKSUM_KEY
                + "; give a file that Ascent4J wrote");
      }
      List<Entry> entries = entries(header);
      long data = contiguousLength(entries);
      if (length >= 0 && length != Long.BYTES + headerLength + data) {
        throw damaged(
            source,
            "it has "
                + length
                + " bytes, but its header describes "
                + (Long.BYTES + headerLength + data));
      }
      List<Tensor> tensors = new ArrayList<>();
      for (Entry entry : entries) {
        byte[] content = exactly(in, (int) (entry.end() - entry.begin()));
        tensors.add(new Tensor(entry.name(), entry.type(), entry.shape(), content));
      }
      if (in.read() != -1) {
        throw damaged(source, "bytes follow the last tensor");
      }
      TensorFile file = new TensorFile(source, metadata, tensors);
      if (!sha256(file).equals(checksum)) {
        throw damaged(source, "its content does not match its checksum");
      }
      return file;
    } catch (EOFException e) {
      throw damaged(source, "it ends too early");
    } catch (IllegalArgumentException e) {
      throw new PolicyFileException(
          source, "damaged: " + e.getMessage() + "; use another copy of the file", e);
    }
  }

  private static PolicyFileException damaged(String source, String finding) {
    return new PolicyFileException(
        source, "damaged: " + finding + "; use another copy of the file");
  }

  private static PolicyFileException notSafetensors(String source, String finding) {
    return new PolicyFileException(
        source,
        "not a safetensors file, or damaged: " + finding + "; give a file that Ascent4J wrote");
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Json header(byte[] bytes, String source) throws PolicyFileException {
    if (bytes[0] != '{') {
      throw notSafetensors(source, "its header does not start with {");
    }
    try {
      return Json.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw damaged(source, "its header is not UTF-8");
    }
  }

  private static Map<String, String> metadata(Map<String, Json> header) {
    Map<String, String> metadata = new TreeMap<>();
    Json section = header.get(METADATA_KEY);
    if (section != null) {
      section.members().forEach((key, value) -> metadata.put(key, value.asString()));
    }
    return metadata;
  }

  /** The tensors of the header in the order of their data. */
  private static List<Entry> entries(Map<String, Json> header) {
    List<Entry> entries = new ArrayList<>();
    header.forEach(
        (name, value) -> {
          if (!name.equals(METADATA_KEY)) {
            entries.add(entry(name, value));
          }
        });
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    return entries;
  }

  private static Entry entry(String name, Json value) {
    value.allowOnly("dtype", "shape", "data_offsets");
    TensorType type = type(value.get("dtype"));
    List<Integer> shape = value.get("shape").elements().stream().map(Json::asInt).toList();
    List<Json> offsets = value.get("data_offsets").elements();
    if (offsets.size() != 2) {
      throw value.get("data_offsets").mismatch("two offsets");
    }
    long begin = offsets.get(0).asLong();
    long end = offsets.get(1).asLong();
    int bytes = Tensor.byteSize(type, shape);
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new IllegalArgumentException(
          "tensor "
              + Json.quote(name)
              + " of "
              + bytes
              + " bytes lies from "
              + begin
              + " to "
              + end);
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static TensorType type(Json dtype) {
    for (TensorType type : TensorType.values()) {
      if (type.name().equals(dtype.asString())) {
        return type;
      }
    }
    throw dtype.mismatch("one of " + Arrays.toString(TensorType.values()));
  }

  private static long contiguousLength(List<Entry> entries) {
    long reached = 0;
    for (Entry entry : entries) {
      if (entry.begin() != reached) {
        throw new IllegalArgumentException(
            "tensor "
                + Json.quote(entry.name())
                + " starts at "
                + entry.begin()
                + ", but the one before it ends at "
                + reached);
      }
      reached = entry.end();
    }
    return reached;
  }

  private static String sha256(TensorFile file) {
    MessageDigest digest = sha256();
    digest.update(littleEndian(file.metadata().size()));
    file.metadata()
        .forEach(
            (key, value) -> {
              update(digest, key);
              update(digest, value);
            });
    digest.update(littleEndian(file.tensors().size()));
    for (Tensor tensor : file.tensors()) {
      update(digest, tensor.name());
      update(digest, tensor.type().name());
      digest.update(littleEndian(tensor.shape().size()));
      for (int dimension : tensor.shape()) {
        digest.update(littleEndian(dimension));
      }
      digest.update(littleEndian(tensor.content().length));
      digest.update(tensor.content());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(littleEndian(bytes.length));
    digest.update(bytes);
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
