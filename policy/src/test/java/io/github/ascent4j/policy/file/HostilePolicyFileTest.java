package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.Agents;
import io.github.ascent4j.policy.Policy;
import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.normalizer.RunningMeanVariance;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and forms that a file claims and its tensors do not vouch for. */
final class HostilePolicyFileTest {
  @TempDir private Path folder;

  /** What is read from the file of an agent with its description changed and a right checksum. */
  private SavedAgent described(SavedAgent agent, UnaryOperator<String> change) throws IOException {
    TensorFile content = PolicyFile.encode(agent);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    String changed = change.apply(content.metadata("description"));
    assertThat(changed).as("the change").isNotEqualTo(content.metadata("description"));
    metadata.put("description", changed);
    Path file = folder.resolve("made.safetensors");
    Safetensors.write(file, new TensorFile(metadata, content.tensors()));
    return PolicyFile.load(file);
  }

  private static SavedAgent agent(String name) {
    return switch (name) {
      case "recurrent" -> Agents.recurrent();
      case "branches" -> Agents.recurrentBranches();
      case "images" -> Agents.images(false);
      case "categories" -> Agents.categories();
      case "pool" -> Agents.images(true);
      default -> Agents.dict();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "recurrent | \"hidden\":4 | \"hidden\":536870912 | LSTM with 536870912 outputs",
        "recurrent | \"hidden\":4 | \"hidden\":1073741824 | LSTM with 1073741824 outputs",
        "recurrent | \"hidden\":4 | \"hidden\":536870911 | more than 2^31-1 parameters",
        "recurrent | \"hidden\":4 | \"hidden\":30000 | more than 2^31-1 parameters",
        "recurrent | \"hidden\":4 | \"hidden\":9000 | in place of F32[36000, 8]",
        "recurrent | \"hidden\":4 | \"hidden\":0 | LSTM with 0 outputs; give at least 1",
        "recurrent | \"lstm\" | \"gru\" | network.trunk[0].type is \"gru\"; expected",
        "recurrent | \"hidden\":4 | \"hidden\":4,\"x\":1 | unknown member \"x\"",
        "recurrent | \"previous_action\",\"shape\":[2] | \"previous_action\",\"shape\":[1073741824]"
            + " | more than 2^31-1 parameters",
        "recurrent | \"previous_action\",\"shape\":[2] | \"previous_action\",\"shape\":[3] | in"
            + " place of F32[16, 9]",
        "recurrent | \"previous_action\",\"shape\":[2] | \"numbers\",\"shape\":[2] | have numbers"
            + " [3]; give the network inputs of these sizes",
        "recurrent | \"previous_reward\",\"shape\":[1] | \"previous_reward\",\"shape\":[2] |"
            + " previous reward of shape [2]; give [1]",
        "recurrent | \"previous_reward\" | \"next_reward\" | network.parts[2].type is"
            + " \"next_reward\"; expected one of numbers, image, categories, bits,"
            + " previous_action, previous_reward",
        "recurrent | \"parts\":[ | \"inputs\":3,\"parts\":[ | inputs or parts, not both",
        "recurrent | \"parts\":[ | \"pieces\":[ | unknown member \"pieces\"",
        "recurrent | \"numbers\",\"shape\":[3] | \"numbers\",\"shape\":[2147483647] | network with"
            + " 2147483650 inputs",
        "recurrent | \"numbers\",\"shape\":[3] | \"numbers\",\"shape\":[65536,65536] | values of"
            + " shape [65536, 65536]",
        "recurrent | \"numbers\",\"shape\":[3] | \"numbers\",\"shape\":[] | input without a shape",
        "recurrent | \"numbers\",\"shape\":[3] | \"numbers\",\"shape\":[-3] | values of shape [-3]",
        "branches | \"epsilon\":0.00001 | \"epsilon\":\"NaN\" | LayerNorm with epsilon NaN",
        "branches | \"epsilon\":0.00001 | \"epsilon\":0 | LayerNorm with epsilon 0.0",
        "images | \"channels\":3 | \"channels\":1073741824 | values of shape [1073741824, 5, 4]",
        "images | \"channels\":3 | \"channels\":50000000 | more than 2^31-1 parameters",
        "images | \"channels\":3 | \"channels\":9 | in place of F32[9, 2, 4, 4]",
        "images | \"channels\":3 | \"channels\":-3 | Convolution of channels with -3 outputs",
        "images | \"kernel\":[4,4] | \"kernel\":[1073741824,4] | larger than its image",
        "images | \"kernel\":[4,4] | \"kernel\":[4] | window.kernel is an array; expected height"
            + " and width",
        "images | \"kernel\":[4,4] | \"kernel\":[0,4] | kernel of 0 x 4",
        "images | \"kernel\":[3,3],\"stride\":[2,2] | \"kernel\":[3,3],\"stride\":[0,2] | stride"
            + " 0 x 2",
        "images | \"padding\":[1,1] | \"padding\":[2147483647,1] | padding of 2147483647 x 1",
        "images | \"kernel\":[3,3],\"stride\":[2,2],\"padding\":[1,1] |"
            + " \"kernel\":[2147483647,2147483647],\"stride\":[1,1],"
            + "\"padding\":[2147483646,2147483646] | 2^31-1",
        "images | \"image\",\"shape\":[2,12,11] | \"image\",\"shape\":[2,11,12] | the network reads"
            + " an image [2, 11, 12], but observations of",
        "images | \"image\",\"shape\":[2,12,11] | \"image\",\"shape\":[264] | give it images of"
            + " shape [channels, height, width]",
        "images | \"image\",\"shape\":[2,12,11] | \"image\",\"shape\":[2,32000,32000] |"
            + " more than the 67108864 that a policy file may ask for",
        "images | \"image\" | \"numbers\" | the network reads numbers [264], but observations of",
        "pool | \"max_pool\" | \"mean_pool\" | layers[2].type is \"mean_pool\"",
        "pool | \"kernel\":[2,2] | \"kernel\":[100,2] | larger than its image",
        "dict | \"name\":\"gear\" | \"name\":\"speed\" | name is \"speed\"; expected a name that no"
            + " other part has",
        "dict | \"type\":\"discrete\",\"n\":3 | \"type\":\"dict\",\"parts\":[] | type is \"dict\";"
            + " expected a space that is not made of several",
        "dict | \"type\":\"discrete\",\"n\":3 | \"type\":\"multi_binary\",\"n\":2147483647 | parts"
            + " of 2147483669 elements together",
        "dict | \"type\":\"discrete\",\"n\":3 | \"type\":\"multi_binary\",\"n\":2 | have numbers"
            + " [2], an image [1, 4, 5], numbers [2]",
        "dict | \"shape\":[1,4,5],\"dtype\" | \"shape\":[1,5,4],\"dtype\" | have numbers [2], an"
            + " image [1, 5, 4], numbers [1]",
        "dict | \"shape\":[1,4,5],\"dtype\" | \"shape\":[1,40000,50000],\"dtype\" |"
            + " space.shape is an array; expected a shape of 21 elements",
        "categories | \"categories\":[3] | \"categories\":[4] | in place of F32[16, 20]",
        "categories | \"categories\":[3] | \"categories\":[3,3] | with the numbers of categories",
        "categories | \"categories\":[3] | \"categories\":[16777217] | a component of 16777217",
        "categories | \"categories\":[3] | \"categories\":[0] | a component of 0 categories",
        "categories | \"categories\":[2,4] | \"categories\":[4,2] | the network reads number 5 of"
            + " an observation as one of 4 categories, but in",
        "categories | \"categories\",\"shape\":[1],\"categories\":[3] | \"bits\",\"shape\":[1] | in"
            + " place of F32[16, 17]",
        "categories | \"bits\" | \"numbers\" | observation_normalizer.mean",
        "categories | \"n\":3 | \"n\":2 | reads number 0 of an observation as one of 3 categories,"
            + " but in",
        "categories | \"multi_binary\",\"n\":2 |"
            + " \"box\",\"shape\":[2],\"dtype\":\"float32\",\"low\":0,\"high\":1 | as a bit, but"
            + " in",
        "dict | \"type\":\"dict\",\"parts\" | \"type\":\"tuple\",\"parts\" | has no \"type\"",
        "dict | \"type\":\"dict\",\"parts\":[ | \"type\":\"dict\",\"parts\":[],\"x\":[ | unknown"
            + " member \"x\"",
      })
  void claimsAreRefusedWithTheirPlace(String agent, String from, String to, String message) {
    assertThatThrownBy(() -> described(agent(agent), text -> text.replace(from, to)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("made.safetensors: ")
        .hasMessageContaining(message);
  }

  /** Two parameters, and an image that would need gigabytes. */
  @Test
  void imageThatNoTensorVouchesForIsRefused() {
    assertThatThrownBy(
            () ->
                described(
                    Agents.images(false),
                    text ->
                        text.replace("[2,12,11]", "[2,20000,20000]")
                            .replace("\"stride\":[2,2]", "\"stride\":[4500,4500]")))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("more than the 67108864 that a policy file may ask for");
  }

  /** What cannot be read back must not be written: 100 x 100 places of 7000 channels. */
  @Test
  void agentThatNeedsTooMuchToRunIsNotSaved() {
    List<Integer> shape = List.of(1, 100, 100);
    List<Layer> layers =
        List.of(
            Layer.Convolution.torch(7000, Window.square(1, 1, 0)),
            new Layer.MaxPool(Window.square(100, 1, 0)));
    ActorCritic network =
        new ActorCritic(
            List.of(new Input(Input.Kind.IMAGE, shape, layers)),
            List.of(),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(2)),
            List.of(),
            null);
    AgentDescription description =
        new AgentDescription(
            Box.uniform(shape, DType.UINT8, 0, 255), new Discrete(2), network, ActionMapping.NONE);
    float[] parameters = new float[ParameterLayout.of(network).size()];
    SavedAgent agent = new SavedAgent(description, parameters, null, Map.of());
    Path file = folder.resolve("large.safetensors");
    assertThatThrownBy(() -> PolicyFile.save(file, agent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the network yields 70017002 numbers for an observation");
    assertThat(file).doesNotExist();
  }

  /** Version 1 knew no images: bytes were numbers to the network, as any other box. */
  @Test
  void bytesOfAnOlderAgentStayNumbers() throws IOException {
    SavedAgent agent = Agents.continuous();
    SavedAgent older = described(agent, text -> text.replace("\"float32\"", "\"uint8\""));
    Box space = (Box) older.description().observationSpace();
    assertThat(space.dtype()).isEqualTo(DType.FLOAT32);
    float[] observation = {0.5f, -2.2f, 0.33333334f};
    assertThat(new Policy(older).act(observation))
        .containsExactly(new Policy(agent).act(observation));
  }

  /** What it reads as numbers are numbers, in files that know of no other way as well. */
  @Test
  void choicesOfAnOlderAgentStayNumbers() throws IOException {
    SavedAgent agent = Agents.discrete(5);
    SavedAgent older =
        described(
            agent,
            text ->
                text.replaceFirst(
                    "\"observation_space\":\\{[^}]*\\}",
                    "\"observation_space\":{\"type\":\"multi_discrete\",\"nvec\":[9,9,9,9,9,9,9,9]}"));
    float[] observation = {0, 1, 2, 3, 4, 5, 6, 8};
    assertThat(new Policy(older).act(observation))
        .containsExactly(new Policy(agent).act(observation));
  }

  @Test
  void imagesHaveNoNormaliser() {
    SavedAgent agent = Agents.images(false);
    for (int size : new int[] {0, 264}) {
      ObservationNormalizer normalizer =
          new ObservationNormalizer(new RunningMeanVariance(size, 0), 1e-8, 10);
      assertThatThrownBy(
              () -> new SavedAgent(agent.description(), agent.parameters(), normalizer, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give none, images are not normalised");
    }
  }

  @Test
  void statesTogetherMustFitAnArray() {
    List<Layer> memories = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      memories.add(Layer.Lstm.torch(Integer.MAX_VALUE / 4));
    }
    assertThatThrownBy(
            () ->
                new ActorCritic(
                    1, memories, List.of(), new PolicyHead.Categorical(Layer.Dense.torch(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floats of a state; give at most 2^31-1");
  }
}
