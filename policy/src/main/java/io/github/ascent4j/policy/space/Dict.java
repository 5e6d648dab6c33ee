package io.github.ascent4j.policy.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several spaces under names, as Gymnasium's Dict. A value is those of its parts one behind the
 * other, in the order of the map.
 *
 * @param parts a space for each name; none of them is itself made of several
 */
public record Dict(Map<String, Space> parts) implements Space {
  public Dict {
    // A copy that keeps the order, which decides the layout.
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a Dict without parts; give at least one");
    }
    parts.values().forEach(Tuple::checkSimple);
    Tuple.flatSize(List.copyOf(parts.values()));
  }

  /** {@inheritDoc} They stand in the order of the map. */
  @Override
  public List<Space> spaces() {
    return List.copyOf(parts.values());
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
    return Tuple.flatSize(spaces());
  }

  @Override
  public boolean contains(float[] values, int offset) {
    return Tuple.contains(spaces(), values, offset);
  }

  @Override
  public boolean equals(Object other) {
    // Order counts, which maps leave out.
    return other instanceof Dict dict
        && List.copyOf(parts.entrySet()).equals(List.copyOf(dict.parts.entrySet()));
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "Dict" + parts;
  }
}
