package io.github.ascent4j.envs.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import io.github.ascent4j.environment.simulator.Pcg64;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.golden.GoldenEpisode;
import io.github.ascent4j.policy.golden.ReadsGolden;
import java.util.List;
import org.junit.jupiter.api.Test;

@ReadsGolden(leaves = "box2d/LunarLander-v3_seed0_random.json *")
class Box2dSceneTest {
  private static Scene afterReset(String id) {
    try (VectorEnvironment environment = Environments.make(id, 1)) {
      environment.reset(0, new StepBatch(1, environment.observationSpace()));
      return environment.scene(0).orElseThrow();
    }
  }

  private static List<Shape.Polygon> polygons(Scene scene, int fill) {
    return scene.shapes().stream()
        .filter(shape -> shape instanceof Shape.Polygon)
        .map(shape -> (Shape.Polygon) shape)
        .filter(polygon -> polygon.fill() == fill)
        .toList();
  }

  @Test
  void moonHasSkyFlagsAndALanderWithTwoLegs() {
    Scene scene = afterReset("LunarLander-v3");
    assertThat(scene.right()).isEqualTo(20);
    assertThat(scene.top()).isCloseTo(400 / 30.0, within(1e-12));
    assertThat(scene.seconds()).isEqualTo(0.02);
    assertThat(polygons(scene, 0xff000000)).hasSize(10);
    assertThat(polygons(scene, 0xffcccc00)).hasSize(2);
    List<Shape.Polygon> craft = polygons(scene, 0xff8066e6);
    assertThat(craft).hasSize(3);
    assertThat(craft.get(0).points()).hasSize(12);
  }

  @Test
  void landerIsDrawnWhereItIs() {
    GoldenEpisode recorded = GoldenEpisode.read("box2d/LunarLander-v3_seed0_random.json");
    double[] points = polygons(afterReset("LunarLander-v3"), 0xff8066e6).get(0).points();
    double[] lander = RecordedBodies.of(recorded, -1);
    double sine = Math.sin(lander[2]);
    double cosine = Math.cos(lander[2]);
    // The first corner is 14 to the left and 17 up, of 30 a metre.
    assertThat(points[0]).isCloseTo(lander[0] + (-14 * cosine - 17 * sine) / 30, within(1e-6));
    assertThat(points[1]).isCloseTo(lander[1] + (-14 * sine + 17 * cosine) / 30, within(1e-6));
  }

  @Test
  void walkerHasAHullAndFourPartsOfLegs() {
    Scene scene = afterReset("BipedalWalker-v3");
    assertThat(polygons(scene, 0xff7f33e5)).hasSize(1);
    assertThat(polygons(scene, 0xffb26598)).hasSize(2);
    assertThat(polygons(scene, 0xff803366)).hasSize(2);
    assertThat(polygons(scene, 0xffe63300)).hasSize(1);
    assertThat(polygons(scene, 0xff66994c)).hasSizeGreaterThan(40);
  }

  @Test
  void viewFollowsTheWalkerAndShowsWhatIsInIt() {
    Box2dNatives.load();
    try (BipedalWalker walker = new BipedalWalker(true)) {
      walker.start(new Pcg64(0));
      walker.bodies()[0].setTransform(50, 6, 0);
      Scene scene = walker.scene().orElseThrow();
      assertThat(scene.left()).isEqualTo(46);
      assertThat(scene.right()).isEqualTo(66);
      for (Shape.Polygon soil : polygons(scene, 0xff66994c)) {
        assertThat(soil.points()[2]).isGreaterThanOrEqualTo(46);
        assertThat(soil.points()[0]).isLessThanOrEqualTo(66);
      }
      long obstacles =
          polygons(scene, 0xffffffff).stream().filter(p -> p.outline() == 0xff999999).count();
      assertThat(obstacles).isBetween(1L, (long) walker.terrain().obstacles().size() - 1);
    }
  }

  @Test
  void viewStaysInsideTheGround() {
    Scene scene = afterReset("BipedalWalker-v3");
    assertThat(scene.left()).isCloseTo(4.664 - 4, within(1e-3));
    Box2dNatives.load();
    try (BipedalWalker walker = new BipedalWalker(false)) {
      walker.start(new Pcg64(0));
      walker.bodies()[0].setTransform(1, 6, 0);
      assertThat(walker.scene().orElseThrow().left()).isZero();
    }
  }
}
