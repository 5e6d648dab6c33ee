package io.github.ascent4j.mujoco.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.mujoco.NeedsMujoco;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsMujoco
class PictureTest {
  static List<String> ids() {
    return Tasks.ids();
  }

  private static <S extends Shape> List<S> shapes(Scene scene, Class<S> kind) {
    return scene.shapes().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void robotsAreInTheirPictures(String id) {
    try (VectorEnvironment environment = Tasks.make(id, 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(Tasks.randomActions(environment, new Pcg64(0)), batch);
      Scene scene = environment.scene(0).orElseThrow();
      List<Shape.Line> limbs =
          shapes(scene, Shape.Line.class).stream().filter(line -> line.width() > 0).toList();
      assertThat(limbs).isNotEmpty();
      assertThat(limbs)
          .allSatisfy(
              limb -> {
                assertThat(limb.points()[0]).isBetween(scene.left(), scene.right());
                assertThat(limb.points()[1]).isBetween(scene.bottom(), scene.top());
              });
    }
  }

  @Test
  void targetIsSeenFromAboveWhereItIsObserved() {
    try (VectorEnvironment environment = Tasks.make("Reacher-v5", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(4, batch);
      List<Shape.Circle> balls =
          shapes(environment.scene(0).orElseThrow(), Shape.Circle.class).stream()
              .filter(ball -> ball.radius() == 0.009)
              .toList();
      assertThat(balls).hasSize(1);
      assertThat(balls.getFirst().x()).isCloseTo(batch.observations[4], offset(1e-6));
      assertThat(balls.getFirst().y()).isCloseTo(batch.observations[5], offset(1e-6));
    }
  }

  @Test
  void groundGoesOnBehindTheBoundsThatItsPlaneIsDrawnIn() {
    View view = View.sideFollowing(2, -1, 1);
    Canvas canvas = new Canvas(view, 500, 0);
    canvas.plane(0, -40, 40, -40, 40);
    Shape.Polygon ground = shapes(canvas.scene(0.1), Shape.Polygon.class).getFirst();
    assertThat(ground.points()).containsExactly(498, -1, 502, -1, 502, 0, 498, 0);
  }

  @Test
  void limbsReachFromEndToEnd() {
    try (VectorEnvironment environment = Tasks.make("InvertedPendulum-v5", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(4, batch);
      Shape.Line pole =
          shapes(environment.scene(0).orElseThrow(), Shape.Line.class).stream()
              .filter(line -> line.width() == 0.098)
              .findFirst()
              .orElseThrow();
      double cart = batch.observations[0];
      double angle = batch.observations[1];
      double tip = cart + 0.6 * Math.sin(angle) + 0.001 * Math.cos(angle);
      assertThat(pole.points())
          .containsExactly(
              new double[] {cart, 0, tip, 0.6 * Math.cos(angle) - 0.001 * Math.sin(angle)},
              offset(1e-6));
    }
  }

  @Test
  void runnersStayInTheMiddle() {
    try (VectorEnvironment environment = Tasks.make("HalfCheetah-v4", 1)) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      Scene first = environment.scene(0).orElseThrow();
      Pcg64 generator = new Pcg64(0);
      for (int t = 0; t < 100; t++) {
        environment.step(Tasks.randomActions(environment, generator), batch);
      }
      Scene later = environment.scene(0).orElseThrow();
      assertThat(later.left()).isNotEqualTo(first.left());
      assertThat(later.right() - later.left()).isCloseTo(4, offset(1e-9));
      assertThat(later.bottom()).isEqualTo(first.bottom());
    }
  }
}
