package io.github.ascent4j.cli;

import io.github.ascent4j.environment.wrapper.Wrapping;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/** The wrappers that {@code --wrap} takes, for help. */
final class WrapperNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Stream.concat(
            Arrays.stream(Wrapping.Kind.values()).map(Wrapping.Kind::usage),
            Stream.of(WrapChoice.RECORD_USAGE))
        .iterator();
  }
}
