package io.github.ascent4j.cli;

import org.jspecify.annotations.Nullable;

/** A command that knows algorithms by their names. */
interface AlgorithmUser {
  /** Folders and jars with algorithms beside the library's; null for none. */
  @Nullable String classpath();
}
