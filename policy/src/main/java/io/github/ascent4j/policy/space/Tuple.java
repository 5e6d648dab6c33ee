package io.github.ascent4j.policy.space;

import java.util.List;

/**
 * Several spaces side by side, as Gymnasium's Tuple: choices and real numbers together. A value is
 * those of its parts one behind the other.
 *
 * @param parts the spaces; none of them is itself made of several
 */
public record Tuple(List<Space> parts) implements Space {
  public Tuple {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a Tuple without parts; give at least one");
    }
    parts.forEach(Tuple::checkSimple);
    flatSize(parts);
  }

  static void checkSimple(Space space) {
    if (space instanceof Tuple || space instanceof Dict) {
      throw new IllegalArgumentException(
          space + " inside another space; put its parts there one by one");
    }
  }

  static int flatSize(List<Space> spaces) {
    long size = 0;
    for (int k = 0; k < spaces.size(); k++) {
      size += spaces.get(k).flatSize();
    }
    return Shapes.checked(size);
  }

  static boolean contains(List<Space> spaces, float[] values, int offset) {
    int next = offset;
    for (Space space : spaces) {
      if (!space.contains(values, next)) {
        return false;
      }
      next += space.flatSize();
    }
    return true;
  }

  @Override
  public List<Space> spaces() {
    return parts;
  }

  @Override
  public List<Integer> shape() {
    return List.of(flatSize());
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
  }

  @Override
  public int flatSize() {
    return flatSize(parts);
  }

  @Override
  public boolean contains(float[] values, int offset) {
    return contains(parts, values, offset);
  }

  @Override
  public String toString() {
    return "Tuple" + parts;
  }
}
