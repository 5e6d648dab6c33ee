package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.Agents;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Initializer;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer.Divisor;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyFileTest {
  @TempDir private Path folder;

  private SavedAgent saved(SavedAgent agent) throws IOException {
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, agent);
    return PolicyFile.load(file);
  }

  static List<SavedAgent> agents() {
    List<SavedAgent> agents = new ArrayList<>(List.of(Agents.discrete(6), Agents.continuous()));
    for (Space observations :
        List.of(
            new Discrete(9),
            new MultiBinary(4),
            MultiDiscrete.of(3, 2),
            Box.of(List.of(2, 1), DType.FLOAT64, new float[] {-0f, 0}, new float[] {0, 1}))) {
      agents.add(bare(observations));
    }
    agents.addAll(Agents.ofEveryHead());
    agents.addAll(Agents.withPartsAndMemory());
    return agents;
  }

  /** Every activation and initialiser in turn, over those observations. */
  private static SavedAgent bare(Space observations) {
    List<Layer> layers = new ArrayList<>();
    for (ActivationFunction function : ActivationFunction.values()) {
      layers.add(new Layer.Activation(function));
    }
    layers.add(
        new Layer.Dense(3, new Initializer.Orthogonal(-1.41f), new Initializer.Constant(-0f)));
    ActorCritic network =
        new ActorCritic(
            observations.flatSize(),
            List.of(),
            layers,
            new PolicyHead.Gaussian(Layer.Dense.torch(1), 1e-7f),
            List.of(),
            Layer.Dense.torch(1));
    return new SavedAgent(
        new AgentDescription(
            observations, Box.uniform(-1, 1, 1), network, ActionMapping.CLIP_SCALED),
        ParameterLayout.of(network).initialize(new Random(1)),
        new ObservationNormalizer(
            new RunningMeanVariance(observations.flatSize(), 0), 1e-5, Double.POSITIVE_INFINITY),
        Map.of());
  }

  @ParameterizedTest
  @MethodSource("agents")
  void agentComesBack(SavedAgent agent) throws IOException {
    assertThat(saved(agent)).isEqualTo(agent);
  }

  /** What older versions read must be written as they read it. */
  @Test
  void membersThatOlderVersionsDoNotKnowAreWrittenOnlyWhereNeeded() throws IOException {
    Path file = folder.resolve("policy.safetensors");
    for (SavedAgent agent : List.of(Agents.discrete(6), Agents.continuous())) {
      PolicyFile.save(file, agent);
      assertThat(Safetensors.read(file).metadata("description"))
          .contains("\"value\":{")
          .doesNotContain("parts", "epsilon", "min", "mean_activation", "action_masks");
    }
  }

  /** The description of an agent of that head changed by text, and the right checksum. */
  private void withDescription(SavedAgent agent, String from, String to) throws IOException {
    Path file = folder.resolve("made.safetensors");
    PolicyFile.save(file, agent);
    TensorFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    String description = content.metadata("description");
    assertThat(description).contains(from);
    metadata.put("description", description.replace(from, to));
    Safetensors.write(file, new TensorFile(metadata, content.tensors()));
    PolicyFile.load(file);
  }

  @Test
  void madeUpHeadsAreRefused() {
    SavedAgent choices = Agents.multiDiscrete(false);
    for (String nvec : List.of("[5]", "[3,1,1]", "[-1,6]", "[]", "[2147483647,2147483647,7]")) {
      assertThatThrownBy(() -> withDescription(choices, "\"choices\":[3,2]", "\"choices\":" + nvec))
          .isInstanceOf(PolicyFileException.class)
          .hasMessageContaining("made.safetensors: ");
    }
    assertThatThrownBy(() -> withDescription(choices, "\"nvec\":[3,2]", "\"nvec\":[2,3]"))
        .hasMessageContaining("does not fit the action space");
    assertThatThrownBy(
            () -> withDescription(Agents.beta(), "\"high\":[", "\"high\":\"Infinity\",\"x\":["))
        .isInstanceOf(PolicyFileException.class);
    assertThatThrownBy(() -> withDescription(Agents.beta(), "2.5", "\"Infinity\""))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("needs finite bounds");
    assertThatThrownBy(
            () -> withDescription(Agents.beta(), "\"bound\":\"none\"", "\"bound\":\"tanh\""))
        .isInstanceOf(PolicyFileException.class);
    assertThatThrownBy(() -> withDescription(Agents.discrete(3), ",\"value\":", ",\"worth\":"))
        .hasMessageContaining("unknown member \"worth\"");
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("1");
    Path second = folder.resolve("2");
    PolicyFile.save(first, Agents.continuous());
    PolicyFile.save(second, PolicyFile.load(first));
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void tensorsHaveTheNamesAndShapesOfPyTorch() throws IOException {
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, Agents.continuous());
    assertThat(Safetensors.read(file).tensors().stream().map(Tensor::toString))
        .contains(
            "tensor trunk.0.weight F32[7, 3]",
            "tensor trunk.1.bias F32[5]",
            "tensor log_std F32[2]",
            "tensor critic.1.weight F32[1, 6]",
            "tensor observation_normalizer.mean F64[3]",
            "tensor observation_normalizer.count F64[]");
    assertThat(Safetensors.read(file).metadata())
        .containsEntry("format", "ascent4j-policy")
        .containsEntry("format_version", "1");
  }

  @Test
  void everyFlippedByteIsAnErrorOrTheSameAgent() throws IOException {
    SavedAgent agent = Agents.continuous();
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, agent);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      for (int flip : new int[] {1, 8, 32, 255}) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) flip;
        try {
          assertThat(load(bad)).isEqualTo(agent);
        } catch (PolicyFileException e) {
          assertThat(e).hasMessageStartingWith("test: ");
        }
      }
    }
  }

  @Test
  void everyFlippedByteOfADescriptionWithPartsIsAnErrorOrTheSameAgent() throws IOException {
    SavedAgent agent = Agents.dict();
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, agent);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      try {
        assertThat(load(bad)).isEqualTo(agent);
      } catch (PolicyFileException e) {
        assertThat(e).hasMessageStartingWith("test: ");
      }
    }
  }

  @Test
  void everyTruncationIsAnError() throws IOException {
    Path file = folder.resolve("policy.safetensors");
    PolicyFile.save(file, Agents.discrete(3));
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += 7) {
      byte[] bad = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> load(bad)).isInstanceOf(PolicyFileException.class);
    }
  }

  private static SavedAgent load(byte[] bytes) throws IOException {
    return PolicyFile.load(new ByteArrayInputStream(bytes), "test");
  }

  /** The file of an agent, with its metadata changed and a right checksum. */
  private SavedAgent withMetadata(String key, UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve("made.safetensors");
    PolicyFile.save(file, Agents.continuous());
    TensorFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    String changed = change.apply(Objects.requireNonNull(metadata.get(key), key));
    assertThat(changed).as("the change").isNotEqualTo(metadata.get(key));
    metadata.put(key, changed);
    Safetensors.write(file, new TensorFile(metadata, content.tensors()));
    return PolicyFile.load(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format | ascent4j-policy | ascent4j-checkpoint | has the format ascent4j-checkpoint",
        "format_version | 1 | 2 | has format_version 2, this Ascent4J reads up to 1; update",
        "format_version | 1 | 0 | which is no version",
        "format_version | 1 | -1 | which is no version",
        "format_version | 1 | 99999999999 | which is no version",
        "description | { | [ | metadata description: JSON line 1",
        "description | \"type\":\"dense\" | \"type\":\"attention\" | network.trunk[0].type is"
            + " \"attention\"; expected a type this Ascent4J knows here (dense, activation,"
            + " convolution, max_pool, layer_norm, lstm); update it if the file is newer",
        "description | \"type\":\"gaussian\" | \"type\":\"student\" | network.head.type is"
            + " \"student\"",
        "description | \"type\":\"gaussian\" | \"type\":\"beta\" | network.head has unknown member"
            + " \"log_std\"",
        "description | \"type\":\"gaussian\" | \"type\":\"categorical\" | network.head has unknown"
            + " member \"log_std\"",
        "description | \"log_std\":-0.7 | \"log_std\":-0.7,\"epsilon\":-1.0 | epsilon -1.0; give",
        "description | \"log_std\":-0.7 | \"log_std\":-0.7,\"epsilon\":\"NaN\" |"
            + " network.head.epsilon",
        "description | \"log_std\":-0.7 | \"log_std\":-0.7,\"mean_activation\":\"mish\" |"
            + " network.head.mean_activation is \"mish\"",
        "description | -0.7 | {\"type\":\"free\",\"start\":1,\"min\":2,\"max\":1} | give the"
            + " smaller limit first",
        "description | -0.7 | {\"type\":\"free\",\"start\":1,\"min\":\"NaN\",\"max\":1} | give the"
            + " smaller limit first",
        "description | -0.7 | {\"type\":\"free\",\"start\":1,\"max\":1} | has no \"min\"",
        "description | -0.7 | {\"type\":\"bound\"} | network.head.log_std.type is \"bound\"",
        "description | -0.7 | {\"type\":\"state_dependent\",\"min\":0,\"max\":1} | has tensor"
            + " log_std F32[2], which its description does not know",
        "description | \"action_mapping\" | \"action_masks\":true,\"action_mapping\" | action masks"
            + " are for choices",
        "description | \"action_mapping\" | \"action_masks\":1,\"action_mapping\" | action_masks is"
            + " 1",
        "description | \"silu\" | \"mish\" | network.trunk[1].function is \"mish\"; expected one"
            + " of",
        "description | \"tanh\" | \"TANH\" | is \"TANH\"; expected one of",
        "description | \"torch_default\" | \"xavier\" | weight.type is \"xavier\"",
        "description | \"type\":\"box\" | \"type\":\"text\" | observation_space.type is \"text\"",
        "description | \"outputs\":7 | \"outputs\":2147483647 | more than 2^31-1 parameters",
        "description | \"outputs\":7 | \"outputs\":8 | in place of F32[8, 3]",
        "description | \"outputs\":7 | \"outputs\":0 | give at least 1",
        "description | \"outputs\":7 | \"outputs\":7,\"x\":1 | unknown member \"x\"",
        "description | \"inputs\":3 | \"inputs\":2000000000 | more than 2^31-1 parameters",
        "description | \"inputs\":3 | \"inputs\":4 | in place of F32[7, 4]",
        "description | \"shape\":[3] | \"shape\":[2000000000] | observation_space.shape is an"
            + " array",
        "description | \"shape\":[3] | \"shape\":[65536,65536,65536,65536,3] | observation_space",
        "description | \"shape\":[3] | \"shape\":[-3] | observation_space.shape",
        "description | \"shape\":[3] | \"shape\":[2] | observation_space.low is an array",
        "description | \"-Infinity\" | \"NaN\" | neither may be NaN",
        "description | -0.7 | \"Infinity\" | log_std is \"Infinity\"; expected a finite number",
        "description | \"scaled\":true | \"scaled\":false | use TANH_SCALED",
        "description | \"bound\":\"tanh\" | \"bound\":\"wrap\" | action_mapping.bound is \"wrap\"",
        "provenance | \"ppo\" | 7 | is 7; expected a string",
        "observation_normalizer | 1e-8 | -1.0 | epsilon -1.0 must not be negative",
        "observation_normalizer | \"limit\" | \"clip\" | unknown member \"clip\"",
        "observation_normalizer | { | {\"divisor\":\"plus\", | divisor is \"plus\"; expected one of"
            + " plus_epsilon, at_least_epsilon",
        "observation_normalizer | { | {\"divisor\":1, | divisor is 1; expected",
      })
  void madeUpMetadataIsRefusedWithItsPlace(String key, String from, String to, String message) {
    assertThatThrownBy(() -> withMetadata(key, text -> text.replace(from, to)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("made.safetensors: ")
        .hasMessageContaining(message);
  }

  @Test
  void divisorOfTheNormaliserComesBack() throws IOException {
    SavedAgent agent = Agents.continuous();
    RunningMeanVariance statistics = Objects.requireNonNull(agent.normalizer()).statistics();
    SavedAgent other =
        new SavedAgent(
            agent.description(),
            agent.parameters(),
            new ObservationNormalizer(statistics, Divisor.AT_LEAST_EPSILON, 1e-6, 10),
            agent.provenance());
    assertThat(saved(other)).isEqualTo(other);
    float[] observation = {0.5f, -2.2f, 0.33333334f};
    assertThat(new Policy(saved(other)).value(observation))
        .isNotEqualTo(new Policy(agent).value(observation));
  }

  /** Named or not: files from before there was a choice have the usual one. */
  @Test
  void usualDivisorMayBeNamed() throws IOException {
    SavedAgent agent =
        withMetadata(
            "observation_normalizer", text -> text.replace("{", "{\"divisor\":\"plus_epsilon\","));
    assertThat(agent).isEqualTo(Agents.continuous());
    PolicyFile.save(folder.resolve("usual"), agent);
    assertThat(Safetensors.read(folder.resolve("usual")).metadata("observation_normalizer"))
        .doesNotContain("divisor");
  }

  private void withTensors(UnaryOperator<List<Tensor>> change) throws IOException {
    Path file = folder.resolve("made.safetensors");
    PolicyFile.save(file, Agents.continuous());
    TensorFile content = Safetensors.read(file);
    List<Tensor> tensors = change.apply(new ArrayList<>(content.tensors()));
    Safetensors.write(file, new TensorFile(content.metadata(), tensors));
    PolicyFile.load(file);
  }

  private static List<Tensor> replaced(List<Tensor> tensors, Tensor tensor) {
    tensors.removeIf(old -> old.name().equals(tensor.name()));
    tensors.add(tensor);
    return tensors;
  }

  @Test
  void tensorsMustBeThoseOfTheDescription() {
    assertThatThrownBy(
            () ->
                withTensors(
                    tensors -> {
                      tensors.removeIf(tensor -> tensor.name().equals("actor.0.bias"));
                      return tensors;
                    }))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageEndingWith("has no tensor actor.0.bias F32[2]");
    assertThatThrownBy(() -> withTensors(tensors -> replaced(tensors, Tensor.of("extra", 1f))))
        .hasMessageEndingWith("has tensor extra F32[1], which its description does not know");
    assertThatThrownBy(
            () -> withTensors(tensors -> replaced(tensors, Tensor.of("actor.0.bias", 1d, 2d))))
        .hasMessageEndingWith("has tensor actor.0.bias F64[2] in place of F32[2]");
    assertThatThrownBy(
            () ->
                withTensors(
                    tensors ->
                        replaced(
                            tensors, Tensor.of("observation_normalizer.variance", 1d, -1d, 1d))))
        .hasMessageContaining("component 1")
        .isInstanceOf(PolicyFileException.class);
  }

  @Test
  void infiniteParametersAreRefusedByNameAndIndex() {
    float[] values = new float[21];
    values[4] = Float.NaN;
    assertThatThrownBy(
            () ->
                withTensors(
                    tensors ->
                        replaced(tensors, Tensor.of("trunk.0.weight", List.of(7, 3), values))))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("parameter trunk.0.weight[1][1] is NaN");
    assertThatThrownBy(
            () ->
                withTensors(
                    tensors -> replaced(tensors, Tensor.of("log_std", 0, Float.NEGATIVE_INFINITY))))
        .hasMessageContaining("parameter log_std[1] is -Infinity");
  }

  @Test
  void agentThatDoesNotFitCannotBeMade() {
    SavedAgent agent = Agents.continuous();
    assertThatThrownBy(() -> new SavedAgent(agent.description(), new float[3], null, Map.of()))
        .hasMessageContaining("3 parameters for a network that has");
    ObservationNormalizer wrong =
        new ObservationNormalizer(new RunningMeanVariance(4, 0), 1e-8, 10);
    assertThatThrownBy(
            () -> new SavedAgent(agent.description(), agent.parameters(), wrong, Map.of()))
        .hasMessage("a normaliser of 4 components for observations of 3");
  }

  @Test
  void otherFilesAreNoPolicies() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "Once upon a time there was a file");
    assertThatThrownBy(() -> PolicyFile.load(text))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("not a safetensors file");
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    assertThatThrownBy(() -> PolicyFile.load(empty)).isInstanceOf(PolicyFileException.class);
    Path tensors = folder.resolve("tensors");
    Safetensors.write(tensors, new TensorFile(Map.of(), List.of(Tensor.of("w", 1f))));
    assertThatThrownBy(() -> PolicyFile.load(tensors)).hasMessageContaining("format none");
    assertThatThrownBy(() -> PolicyFile.load(folder.resolve("no")))
        .hasMessageContaining("does not exist");
  }

  /** SHA-256 of 00 00 80 3f, 00 00 00 80. */
  @Test
  void parametersSha256IsOverLittleEndianFloats() {
    assertThat(PolicyFile.parametersSha256(new float[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(PolicyFile.parametersSha256(new float[] {1, -0f}))
        .isEqualTo("0cd40d287b3669a987311a242f957a55c86c626a988a6f0136e0b627684c9fdb");
    assertThat(PolicyFile.parametersSha256(new float[100_000]))
        .isEqualTo("946cc2661d32ad837bd22fb051ee47ed6012e33a6db1617870fec60691ed7f09");
  }

  /** A file of version 1 must load for ever: never write this resource anew. */
  @Test
  void fileOfVersion1StillLoadsAndActs() throws IOException {
    SavedAgent agent;
    try (InputStream in = PolicyFileTest.class.getResourceAsStream("/policy-v1.safetensors")) {
      agent = PolicyFile.load(Objects.requireNonNull(in), "policy-v1.safetensors");
    }
    assertThat(agent.description()).isEqualTo(Agents.continuous().description());
    assertThat(agent.normalizer()).isEqualTo(Agents.continuous().normalizer());
    assertThat(agent.provenance()).containsEntry("seed", "4");
    assertThat(PolicyFile.parametersSha256(agent.parameters()))
        .isEqualTo("822edf1cff36912ae645ee2fb893509fc147950ce8eb90bb7915150321df2c96");
    float[] observation = {0.5f, -2.2f, 0.33333334f};
    assertThat(new Policy(agent).act(observation)).containsExactly(-1.888838f, 2.974855f);
    assertThat(new Policy(agent).value(observation)).isEqualTo(0.028169949f);
  }
}
