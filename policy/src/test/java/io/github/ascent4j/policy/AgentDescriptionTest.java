package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Bernoulli;
import io.github.ascent4j.policy.distribution.Beta;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.distribution.ExplorationGaussian;
import io.github.ascent4j.policy.distribution.Joint;
import io.github.ascent4j.policy.distribution.MultiCategorical;
import io.github.ascent4j.policy.distribution.TanhGaussian;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.LogStd;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentDescriptionTest {
  private static final ActorCritic CATEGORICAL = Agents.discrete(5).description().network();
  private static final ActorCritic GAUSSIAN = Agents.continuous().description().network();

  @Test
  void headNamesTheDistribution() {
    assertThat(Agents.discrete(5).description().distribution()).isEqualTo(new Categorical(4));
    assertThat(Agents.continuous().description().distribution()).isEqualTo(new DiagonalGaussian(2));
  }

  @Test
  void observationsMustFitTheInputs() {
    assertThatThrownBy(
            () ->
                new AgentDescription(
                    Box.uniform(0, 1, 7), new Discrete(4), CATEGORICAL, ActionMapping.NONE))
        .hasMessageContaining("the network reads numbers [8], but observations of")
        .hasMessageContaining("have numbers [7]; give the network inputs of these sizes");
  }

  @Test
  void headMustFitTheActions() {
    for (Space space : List.of(new Discrete(5), Box.uniform(0, 1, 4), MultiDiscrete.of(2, 2))) {
      assertThatThrownBy(
              () ->
                  new AgentDescription(
                      Box.uniform(0, 1, 8), space, CATEGORICAL, ActionMapping.NONE))
          .hasMessageContaining("does not fit the action space " + space);
    }
    for (Space space : List.of(new Discrete(2), Box.uniform(0, 1, 3))) {
      assertThatThrownBy(
              () -> new AgentDescription(Box.uniform(0, 1, 3), space, GAUSSIAN, ActionMapping.NONE))
          .hasMessageContaining("does not fit the action space " + space);
    }
  }

  private static AgentDescription reads(Space observations, Input... parts) {
    ActorCritic network =
        new ActorCritic(
            List.of(parts),
            List.of(),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(4)),
            List.of(),
            Layer.Dense.torch(1));
    return new AgentDescription(observations, new Discrete(4), network, ActionMapping.NONE);
  }

  private static Input image(Integer... shape) {
    return new Input(Input.Kind.IMAGE, List.of(shape), List.of());
  }

  @Test
  void inputsMustBeThePartsOfTheObservations() {
    Box camera = Box.uniform(List.of(1, 2, 3), DType.UINT8, 0, 255);
    Tuple both = new Tuple(List.of(camera, Box.uniform(0, 1, 2), new Discrete(5)));
    // Numbers next to one another may be read in one piece or several.
    assertThat(reads(both, image(1, 2, 3), Input.numbers(3)).network().inputs()).isEqualTo(9);
    assertThat(reads(both, image(1, 2, 3), Input.numbers(2), Input.numbers(1)).network().numbers())
        .isEqualTo(3);
    for (Input[] wrong :
        new Input[][] {
          {Input.numbers(9)},
          {Input.numbers(3), image(1, 2, 3)},
          {image(1, 3, 2), Input.numbers(3)},
          {image(1, 2, 3), Input.numbers(2)},
          {image(1, 2, 3)},
        }) {
      assertThatThrownBy(() -> reads(both, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("have an image [1, 2, 3], numbers [3]; give the network inputs");
    }
  }

  @Test
  void aChoiceIsReadAsItsCategoriesOrAsANumber() {
    Space gear = new Discrete(5);
    assertThat(reads(gear, Input.categories(List.of(5))).network().numbers()).isEqualTo(1);
    assertThat(reads(gear, Input.numbers(1)).network().numbers()).isEqualTo(1);
    assertThatThrownBy(() -> reads(gear, Input.categories(List.of(4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network reads number 0 of an observation as one of 4 categories, but in"
                + " Discrete[n=5] it is one of 5 categories");
    assertThatThrownBy(() -> reads(Box.uniform(0, 1, 1), Input.categories(List.of(4))))
        .hasMessageEndingWith("it is no category");
    assertThatThrownBy(() -> reads(gear, new Input(Input.Kind.BITS, List.of(1), List.of())))
        .hasMessageContaining("as a bit, but in");
  }

  @Test
  void previousActionHasTheSizeOfItsEncoding() {
    Input reward = new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of());
    Input four = new Input(Input.Kind.PREVIOUS_ACTION, List.of(4), List.of());
    Input one = new Input(Input.Kind.PREVIOUS_ACTION, List.of(1), List.of());
    Space observations = Box.uniform(0, 1, 2);
    assertThat(reads(observations, Input.numbers(2), four, reward).network().numbers())
        .isEqualTo(7);
    assertThatThrownBy(() -> reads(observations, Input.numbers(2), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a previous action of 1 numbers")
        .hasMessageEndingWith("are 4 as ActionEncoding writes them; give an input of that size");
  }

  @Test
  void mappingMustFitTheActions() {
    assertThatThrownBy(
            () ->
                new AgentDescription(
                    Box.uniform(0, 1, 8), new Discrete(4), CATEGORICAL, ActionMapping.CLIP))
        .hasMessageContaining("is for a Box");
  }

  private static AgentDescription described(PolicyHead head, Space actions, ActionMapping mapping) {
    return described(head, actions, mapping, false);
  }

  private static AgentDescription described(
      PolicyHead head, Space actions, ActionMapping mapping, boolean masks) {
    ActorCritic network =
        new ActorCritic(2, List.of(), List.of(), head, List.of(), Layer.Dense.torch(1));
    return new AgentDescription(Box.uniform(-1, 1, 2), actions, network, mapping, masks);
  }

  @Test
  void everyHeadHasItsDistribution() {
    float[] low = {-3, 0};
    float[] high = {1, 2};
    Box box = Box.of(low, high);
    Layer.Dense two = Layer.Dense.torch(2);
    Layer.Dense four = Layer.Dense.torch(4);
    LogStd.Free free = new LogStd.Free(0, -4, 1);
    LogStd.StateDependent dependent = new LogStd.StateDependent(-4, 1);
    assertThat(
            described(new PolicyHead.Categorical(four, 0.5f), new Discrete(4), ActionMapping.NONE)
                .distribution())
        .isEqualTo(new Categorical(4, 0.5f));
    assertThat(
            described(
                    new PolicyHead.MultiCategorical(four, List.of(1, 3)),
                    MultiDiscrete.of(1, 3),
                    ActionMapping.NONE)
                .distribution())
        .isEqualTo(MultiCategorical.of(1, 3));
    assertThat(
            described(new PolicyHead.Bernoulli(four), new MultiBinary(4), ActionMapping.NONE)
                .distribution())
        .isEqualTo(new Bernoulli(4));
    assertThat(
            described(new PolicyHead.Gaussian(two, free, null, 0.25f), box, ActionMapping.CLIP)
                .distribution())
        .isEqualTo(new DiagonalGaussian(2, -4, 1, 0.25f));
    assertThat(
            described(new PolicyHead.Gaussian(four, dependent, null, 0), box, ActionMapping.CLIP)
                .distribution())
        .isEqualTo(new DiagonalGaussian(2, -4, 1, 0));
    for (PolicyHead head :
        List.of(
            new PolicyHead.TanhGaussian(two, free), new PolicyHead.TanhGaussian(four, dependent))) {
      assertThat(described(head, box, ActionMapping.TANH_SCALED).distribution())
          .isEqualTo(new TanhGaussian(low, high, -4, 1));
    }
    assertThat(described(new PolicyHead.Beta(four), box, ActionMapping.CLIP).distribution())
        .isEqualTo(new Beta(low, high));
  }

  private static final Layer.Dense TWO = Layer.Dense.torch(2);

  @Test
  void aJointHeadHasTheDistributionsOfItsParts() {
    PolicyHead.Joint head =
        new PolicyHead.Joint(
            List.of(
                new PolicyHead.Gaussian(TWO, 0),
                new PolicyHead.Categorical(TWO),
                new PolicyHead.TanhGaussian(TWO, new LogStd.StateDependent(-4, 1))));
    float[] low = {-3};
    float[] high = {1};
    Tuple space = new Tuple(List.of(Box.uniform(-1, 4, 2), new Discrete(2), Box.of(low, high)));
    AgentDescription description = described(head, space, ActionMapping.TANH_SCALED, true);
    assertThat(description.distribution())
        .isEqualTo(
            new Joint(
                List.of(
                    new Joint.Part(new DiagonalGaussian(2), 2),
                    new Joint.Part(new Categorical(2), 0),
                    new Joint.Part(new TanhGaussian(low, high, -4, 1), 0))));
    assertThat(description.distribution().parameterCount()).isEqualTo(head.parameterCount());
    assertThat(description.distribution().actionSize())
        .isEqualTo(head.actionSize())
        .isEqualTo(space.flatSize());
    assertThatThrownBy(() -> described(head, space, ActionMapping.CLIP))
        .hasMessageContaining("use TANH_SCALED");
    Tuple swapped = new Tuple(List.of(new Discrete(2), Box.uniform(-1, 4, 2), Box.of(low, high)));
    assertThatThrownBy(() -> described(head, swapped, ActionMapping.TANH_SCALED))
        .hasMessageContaining("does not fit the action space Discrete");
    assertThatThrownBy(() -> described(head, new Discrete(6), ActionMapping.NONE))
        .hasMessageContaining("does not fit the action space");
    Tuple shorter = new Tuple(space.parts().subList(0, 2));
    assertThatThrownBy(() -> described(head, shorter, ActionMapping.CLIP))
        .hasMessageContaining("does not fit the action space");
  }

  @Test
  void onlyATupleWithAChoiceCanBeMasked() {
    PolicyHead reals =
        new PolicyHead.Joint(
            List.of(new PolicyHead.Gaussian(TWO, 0), new PolicyHead.Gaussian(TWO, 0)));
    Box box = Box.uniform(-1, 1, 2);
    assertThatThrownBy(
            () -> described(reals, new Tuple(List.of(box, box)), ActionMapping.CLIP, true))
        .hasMessageContaining("or a Tuple with one");
  }

  @Test
  void explorationHasADistributionWithFeatures() {
    PolicyHead head =
        new PolicyHead.Gaussian(
            TWO, new LogStd.Exploration(-2, 2, true, false, false), null, 0.25f);
    AgentDescription description = described(head, Box.uniform(-1, 1, 2), ActionMapping.CLIP);
    float none = Float.POSITIVE_INFINITY;
    assertThat(description.distribution())
        .isEqualTo(new ExplorationGaussian(new DiagonalGaussian(2, -none, none, 0.25f), 2));
    assertThat(description.distribution().parameterCount()).isEqualTo(head.parameterCount());
  }

  @Test
  void headsOverBoundsNeedThemFinite() {
    Box halfOpen = Box.of(new float[] {0, 0}, new float[] {1, Float.POSITIVE_INFINITY});
    PolicyHead squashed = new PolicyHead.TanhGaussian(Layer.Dense.torch(2), new LogStd.Free(0));
    assertThatThrownBy(() -> described(squashed, halfOpen, ActionMapping.TANH_SCALED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("component 1 goes from 0.0 to Infinity");
    PolicyHead beta = new PolicyHead.Beta(Layer.Dense.torch(4));
    assertThatThrownBy(() -> described(beta, halfOpen, ActionMapping.NONE))
        .hasMessageContaining("component 1 goes from 0.0 to Infinity");
  }

  @Test
  void mappingMustDoWhatTheHeadAssumes() {
    Box box = Box.uniform(-2, 2, 2);
    PolicyHead squashed = new PolicyHead.TanhGaussian(Layer.Dense.torch(2), new LogStd.Free(0));
    for (ActionMapping mapping : List.of(ActionMapping.NONE, ActionMapping.CLIP_SCALED)) {
      assertThatThrownBy(() -> described(squashed, box, mapping))
          .hasMessageContaining("use TANH_SCALED");
    }
    PolicyHead beta = new PolicyHead.Beta(Layer.Dense.torch(4));
    for (ActionMapping mapping : List.of(ActionMapping.TANH_SCALED, ActionMapping.CLIP_SCALED)) {
      assertThatThrownBy(() -> described(beta, box, mapping))
          .hasMessageContaining("use NONE or CLIP");
    }
  }

  @Test
  void onlyChoicesCanBeMasked() {
    PolicyHead gaussian = new PolicyHead.Gaussian(Layer.Dense.torch(2), 0);
    assertThatThrownBy(() -> described(gaussian, Box.uniform(-1, 1, 2), ActionMapping.NONE, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("action masks are for choices");
    PolicyHead bits = new PolicyHead.Bernoulli(Layer.Dense.torch(2));
    assertThat(described(bits, new MultiBinary(2), ActionMapping.NONE, true).actionMasks())
        .isTrue();
  }
}
