package io.github.ascent4j.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformTest {
  private static VectorEnvironment count(Space space) {
    return Count.copies(space, 3, 1);
  }

  private static StepBatch afterOneStep(VectorEnvironment environment) {
    StepBatch batch = new StepBatch(environment);
    environment.reset(0, batch);
    assertThat(batch.rewards).containsExactly(0);
    environment.step(new float[1], batch);
    return batch;
  }

  @Test
  void rewardsAreScaledClippedAndReducedToTheirSign() {
    VectorEnvironment scaled = RewardTransform.scale(count(Count.PAIR), -0.25);
    assertThat(afterOneStep(scaled).rewards).containsExactly(-0.5);
    assertThat(afterOneStep(RewardTransform.clip(scaled, -0.125, 1)).rewards)
        .containsExactly(-0.125);
    assertThat(afterOneStep(RewardTransform.sign(scaled)).rewards).containsExactly(-1);
  }

  @Test
  void observationsAreScaledAndClippedWithTheirBounds() {
    VectorEnvironment scaled = ObservationTransform.scale(count(Count.PAIR), -2);
    assertThat(scaled.observationSpace()).isEqualTo(Box.uniform(-18, -2, 2));
    assertThat(afterOneStep(scaled).observations).containsExactly(-4, -4);
    Box unbounded = Box.uniform(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 2);
    VectorEnvironment clipped = ObservationTransform.clip(count(unbounded), -1, 1.5f);
    assertThat(clipped.observationSpace()).isEqualTo(Box.uniform(-1, 1.5f, 2));
    assertThat(afterOneStep(clipped).observations).containsExactly(1.5f, 1.5f);
  }

  @Test
  void everythingIsOneVectorWithCategoriesOneHot() {
    Map<String, Space> parts = new LinkedHashMap<>();
    parts.put("kind", new Discrete(4));
    parts.put("picture", Box.uniform(List.of(1, 1, 2), DType.UINT8, 0, 255));
    parts.put("speeds", Box.uniform(-5, 7, 2));
    parts.put("two", new MultiDiscrete(List.of(3, 4)));
    VectorEnvironment flat = ObservationTransform.flatten(count(new Dict(parts)));
    assertThat(flat.observationSpace())
        .isEqualTo(
            Box.of(
                new float[] {0, 0, 0, 0, 0, 0, -5, -5, 0, 0, 0, 0, 0, 0, 0},
                new float[] {1, 1, 1, 1, 255, 255, 7, 7, 1, 1, 1, 1, 1, 1, 1}));
    assertThat(afterOneStep(flat).observations)
        .containsExactly(0, 0, 1, 0, 2, 2, 2, 2, 0, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void aFunctionShowsWhatItLikesAlsoOfLastObservations() {
    VectorEnvironment squared =
        new ObservationTransform(
            count(Count.PAIR),
            Box.uniform(0, 99, 1),
            (observation, shown) -> shown[0] = observation[0] * observation[1]);
    StepBatch batch = afterOneStep(squared);
    assertThat(batch.observations).containsExactly(4);
    squared.step(new float[1], batch);
    squared.step(new float[1], batch);
    assertThat(batch.finalObservations).containsExactly(16);
    assertThat(batch.observations).containsExactly(1);
  }

  @Test
  void whatIsNoPixelIsNamed() {
    Box image = Box.uniform(List.of(1, 1, 1), DType.UINT8, 0, 255);
    VectorEnvironment half =
        new ObservationTransform(count(Count.PAIR), image, (from, to) -> to[0] = from[0] / 2);
    assertThatThrownBy(() -> half.reset(0, new StepBatch(half)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("Count-v7, copy 0: observation[0] is 0.5 after the transform");
  }

  @Test
  void whatHasNoNumbersToScaleIsRefused() {
    Box image = Box.uniform(List.of(1, 2, 2), DType.UINT8, 0, 255);
    for (Space space : List.of(image, new Discrete(5))) {
      assertThatThrownBy(() -> ObservationTransform.scale(count(space), 2))
          .hasMessageContaining("only those of a Box of numbers can be scaled");
    }
    assertThatThrownBy(() -> ObservationTransform.clip(count(Count.PAIR), 2, 2))
        .hasMessageContaining("from 2.0 to 2.0: the first must be less");
    assertThatThrownBy(() -> RewardTransform.scale(count(Count.PAIR), 0))
        .hasMessageContaining("must be a finite number other than 0");
  }
}
