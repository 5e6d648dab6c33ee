package io.github.ascent4j.cli;

import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Dict;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.MultiDiscrete;
import io.github.ascent4j.policy.space.Space;
import io.github.ascent4j.policy.space.Tuple;

/** Spaces in a few characters. */
final class SpaceText {
  private SpaceText() {}

  /** Kind and shape, without bounds: {@code Box(4)}, {@code Discrete(2)}. */
  static String brief(Space space) {
    return switch (space) {
      case Box box -> "Box" + box.shape().toString().replace('[', '(').replace(']', ')');
      case Discrete discrete -> "Discrete(" + discrete.n() + ")";
      case MultiDiscrete many -> "MultiDiscrete(" + many.flatSize() + ")";
      case MultiBinary many -> "MultiBinary(" + many.flatSize() + ")";
      case Dict dict -> dict.parts().values().stream().map(SpaceText::brief).toList().toString();
      case Tuple tuple -> tuple.parts().stream().map(SpaceText::brief).toList().toString();
    };
  }
}
