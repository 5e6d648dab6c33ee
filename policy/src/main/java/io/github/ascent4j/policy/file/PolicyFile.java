package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import io.github.ascent4j.policy.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole agent in one safetensors file.
 *
 * <p>Metadata: {@code format} is {@code ascent4j-policy} and {@code format_version} is {@code 1};
 * {@code description} and {@code provenance} are JSON, and so is {@code observation_normalizer},
 * which is there if the agent has one: epsilon, limit, and divisor unless that is {@code
 * plus_epsilon} (see {@link ObservationNormalizer.Divisor}). Tensors: every parameter by its name
 * and shape in {@link ParameterLayout}, which are PyTorch's, as F32; {@code
 * observation_normalizer.mean}, {@code .variance} and {@code .count} as F64.
 *
 * <p>In the description, a network that reads one vector has the number of its {@code inputs}, as
 * all had at first, and every other one its {@code parts}. Components of a discrete space that it
 * reads as categories are a part of the type {@code categories}, with how many each has; those in a
 * part of {@code numbers}, or among {@code inputs}, are read as the numbers they are. An Ascent4J
 * that does not know a member, layer, head or space of a newer one refuses the file by its name.
 *
 * <p>Thread safety: reading and writing keep nothing between calls.
 */
public final class PolicyFile {
  private static final String FORMAT = "ascent4j-policy";
  private static final int VERSION = 1;
  private static final String NORMALIZER = "observation_normalizer";

  private PolicyFile() {}

  /** Replaces or creates {@code path}, atomically. */
  public static void save(Path path, SavedAgent agent) throws IOException {
    Safetensors.write(path, encode(agent));
  }

  /**
   * Reads an agent.
   *
   * @throws PolicyFileException if there is none that can be used; the message says why
   */
  public static SavedAgent load(Path path) throws IOException {
    return decode(Safetensors.read(path));
  }

  /**
   * Reads an agent from a stream, such as a resource of the class path. The stream is read to its
   * end and stays open.
   *
   * @param source name of what is read, for messages
   */
  public static SavedAgent load(InputStream in, String source) throws IOException {
    return decode(Safetensors.read(in, source));
  }

  /**
   * SHA-256 in hexadecimal over the little-endian bytes of all parameters in description order: two
   * agents that should be equal are compared by it.
   */
  public static String parametersSha256(float[] parameters) {
    MessageDigest digest = Safetensors.sha256();
    ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (float parameter : parameters) {
      block.putFloat(parameter);
      if (!block.hasRemaining()) {
        digest.update(block.flip());
        block.clear();
      }
    }
    digest.update(block.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What {@link #save} writes, for storing an agent within something larger. */
  public static TensorFile encode(SavedAgent agent) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("format_version", Integer.toString(VERSION));
    String description = DescriptionJson.encode(agent.description()).toString();
    // What cannot be read back must not be written.
    Json.parse(description);
    Program program = Program.of(agent.description().network());
    WorkingMemory.check(program);
    metadata.put("description", description);
    Json.ObjectBuilder provenance = Json.object();
    agent.provenance().forEach(provenance::put);
    metadata.put("provenance", provenance.build().toString());

    List<Tensor> tensors = new ArrayList<>();
    float[] parameters = agent.parameters();
    for (Parameter p : program.layout().parameters()) {
      float[] values = Arrays.copyOfRange(parameters, p.offset(), p.offset() + p.size());
      tensors.add(Tensor.of(p.name(), p.shape(), values));
    }
    ObservationNormalizer normalizer = agent.normalizer();
    if (normalizer != null) {
      metadata.put(NORMALIZER, settings(normalizer).toString());
      RunningMeanVariance statistics = normalizer.statistics();
      double[] mean = new double[statistics.size()];
      double[] variance = new double[statistics.size()];
      for (int d = 0; d < mean.length; d++) {
        mean[d] = statistics.mean(d);
        variance[d] = statistics.variance(d);
      }
      tensors.add(Tensor.of(NORMALIZER + ".mean", mean));
      tensors.add(Tensor.of(NORMALIZER + ".variance", variance));
      tensors.add(Tensor.of(NORMALIZER + ".count", List.of(), new double[] {statistics.count()}));
    }
    return new TensorFile(metadata, tensors);
  }

  /**
   * Names the divisor only where it is not the usual one: an older Ascent4J goes on reading the
   * files that it understands, and refuses those that it would divide wrongly.
   */
  private static Json settings(ObservationNormalizer normalizer) {
    Json.ObjectBuilder settings =
        Json.object()
            .put("epsilon", Json.of(normalizer.epsilon()))
            .put("limit", Json.of(normalizer.limit()));
    if (normalizer.divisor() != Divisor.PLUS_EPSILON) {
      settings.put("divisor", name(normalizer.divisor()));
    }
    return settings.build();
  }

  private static String name(Divisor divisor) {
    return divisor.name().toLowerCase(Locale.ROOT);
  }

  private static Divisor divisor(Json json) {
    List<String> names = new ArrayList<>();
    for (Divisor divisor : Divisor.values()) {
      if (name(divisor).equals(json.asString())) {
        return divisor;
      }
      names.add(name(divisor));
    }
    throw json.mismatch("one of " + String.join(", ", names));
  }

  private static SavedAgent decode(TensorFile file) throws PolicyFileException {
    String source = file.source();
    String format = file.metadata().getOrDefault("format", "none");
    if (!format.equals(FORMAT)) {
      throw new PolicyFileException(
          source, "has the format " + format + "; give a policy file, format " + FORMAT);
    }
    checkVersion(source, file.metadata("format_version"));
    try {
      Json description = json(file, "description");
      // The tensors vouch for the sizes in the description before anything is made as large as it
      // says.
      ActorCritic network = DescriptionJson.network(description);
      Program program = Program.of(network);
      ParameterLayout layout = program.layout();
      WorkingMemory.check(program);
      checkNames(file, layout);
      float[] parameters = parameters(file, layout);
      Map<String, String> provenance = new LinkedHashMap<>();
      json(file, "provenance")
          .members()
          .forEach((key, value) -> provenance.put(key, value.asString()));
      return new SavedAgent(
          DescriptionJson.decode(description, network),
          parameters,
          normalizer(file, network.normalizedColumns().length),
          provenance);
    } catch (IllegalArgumentException e) {
      throw new PolicyFileException(source, String.valueOf(e.getMessage()), e);
    }
  }

  private static Json json(TensorFile file, String key) throws PolicyFileException {
    try {
      return Json.parse(file.metadata(key));
    } catch (JsonException e) {
      throw new PolicyFileException(file.source(), "metadata " + key + ": " + e.getMessage(), e);
    }
  }

  private static void checkVersion(String source, String version) throws PolicyFileException {
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw new PolicyFileException(
          source, "has format_version " + Json.quote(version) + ", which is no version");
    }
    if (Integer.parseInt(version) > VERSION) {
      throw new PolicyFileException(
          source,
          "has format_version "
              + version
              + ", this Ascent4J reads up to "
              + VERSION
              + "; update Ascent4J");
    }
  }

  private static float[] parameters(TensorFile file, ParameterLayout layout)
      throws PolicyFileException {
    List<float[]> values = new ArrayList<>();
    for (Parameter p : layout.parameters()) {
      values.add(file.floats(p.name(), p.shape()));
    }
    float[] parameters = new float[layout.size()];
    for (Parameter p : layout.parameters()) {
      System.arraycopy(values.remove(0), 0, parameters, p.offset(), p.size());
    }
    return parameters;
  }

  private static void checkNames(TensorFile file, ParameterLayout layout)
      throws PolicyFileException {
    Set<String> expected = new HashSet<>();
    layout.parameters().forEach(p -> expected.add(p.name()));
    if (file.metadata().containsKey(NORMALIZER)) {
      expected.addAll(
          List.of(NORMALIZER + ".mean", NORMALIZER + ".variance", NORMALIZER + ".count"));
    }
    for (Tensor tensor : file.tensors()) {
      if (!expected.contains(tensor.name())) {
        throw new PolicyFileException(
            file.source(), "has " + tensor + ", which its description does not know");
      }
    }
  }

  private static @Nullable ObservationNormalizer normalizer(TensorFile file, int numbers)
      throws PolicyFileException {
    if (!file.metadata().containsKey(NORMALIZER)) {
      return null;
    }
    Json json = json(file, NORMALIZER);
    json.allowOnly("epsilon", "limit", "divisor");
    List<Integer> shape = List.of(numbers);
    RunningMeanVariance statistics =
        new RunningMeanVariance(
            file.doubles(NORMALIZER + ".mean", shape),
            file.doubles(NORMALIZER + ".variance", shape),
            file.doubles(NORMALIZER + ".count", List.of())[0]);
    return new ObservationNormalizer(
        statistics,
        json.find("divisor").map(PolicyFile::divisor).orElse(Divisor.PLUS_EPSILON),
        json.get("epsilon").asDouble(),
        json.get("limit").asDouble());
  }
}
