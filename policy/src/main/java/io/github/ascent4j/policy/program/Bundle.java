package io.github.ascent4j.policy.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stack of layers starts from: values side by side, some of which are indices of categories
 * that nobody has written down as ones among zeros yet. What is made of them is made once, by
 * whoever asks first, and only if somebody asks.
 */
final class Bundle {
  /**
   * A value and, if it is indices, how many categories each is one of.
   *
   * @param sizes empty for numbers and images
   */
  private record Piece(Value value, List<Integer> sizes) {
    boolean indices() {
      return !sizes.isEmpty();
    }

    int width() {
      return indices() ? sizes.stream().mapToInt(Integer::intValue).sum() : value.size();
    }
  }

  private final Lowering lowering;
  private final List<Piece> pieces;
  private @Nullable Value numbers;
  private @Nullable Categories categories;
  private @Nullable Value whole;

  private Bundle(Lowering lowering, List<Piece> pieces) {
    this.lowering = lowering;
    this.pieces = pieces;
  }

  /**
   * @param sizes empty unless the value is indices
   */
  static Bundle of(Lowering lowering, Value value, List<Integer> sizes) {
    return new Bundle(lowering, List.of(new Piece(value, sizes)));
  }

  /** All of them side by side. */
  static Bundle of(Lowering lowering, List<Bundle> bundles) {
    List<Piece> all = new ArrayList<>();
    bundles.forEach(bundle -> all.addAll(bundle.pieces));
    return new Bundle(lowering, all);
  }

  /** Whether any of it is indices. */
  boolean anyIndices() {
    return pieces.stream().anyMatch(Piece::indices);
  }

  /** Components with all indices as ones among zeros. */
  int width() {
    return pieces.stream().mapToInt(Piece::width).sum();
  }

  private List<Value> values(boolean indices) {
    return pieces.stream().filter(p -> p.indices() == indices).map(Piece::value).toList();
  }

  /** What is no index; null for nothing. */
  @Nullable Value numbers() {
    List<Value> values = values(false);
    if (numbers == null && !values.isEmpty()) {
      numbers = lowering.sideBySide(values);
    }
    return numbers;
  }

  /** What is an index, of which there has to be one; columns are those of {@link #whole}. */
  Categories categories() {
    if (categories == null) {
      List<Integer> sizes = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      int column = 0;
      for (Piece piece : pieces) {
        for (int n : piece.sizes) {
          sizes.add(n);
          starts.add(column);
          column += n;
        }
        column += piece.indices() ? 0 : piece.width();
      }
      Value indices = lowering.sideBySide(values(true));
      categories = new Categories(indices, sizes, starts);
    }
    return categories;
  }

  /** Everything as numbers, which are all that most operations read. */
  Value whole() {
    if (whole == null) {
      List<Value> values = new ArrayList<>();
      for (Piece piece : pieces) {
        values.add(piece.indices() ? lowering.oneHot(piece.value, piece.sizes) : piece.value);
      }
      whole = lowering.sideBySide(values);
    }
    return whole;
  }
}
