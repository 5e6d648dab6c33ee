package io.github.ascent4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.policy.action.ActionMapping;
import io.github.ascent4j.policy.distribution.Categorical;
import io.github.ascent4j.policy.distribution.DiagonalGaussian;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
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
        .hasMessageContaining("takes 8 inputs")
        .hasMessageEndingWith("have 7");
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

  @Test
  void mappingMustFitTheActions() {
    assertThatThrownBy(
            () ->
                new AgentDescription(
                    Box.uniform(0, 1, 8), new Discrete(4), CATEGORICAL, ActionMapping.CLIP))
        .hasMessageContaining("is for a Box");
  }
}
