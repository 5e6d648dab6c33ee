package io.github.ascent4j.atari;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Optional;

/*
 * This module is compiled for Java 17, and what calls a function of a library came with Java 22. It
 * is looked up by name, since the one function that is called may as well not be.
 */

/** A function of a native library that no Java class offers. */
final class NativeCall {
  private static final String FOREIGN = "java.lang.foreign.";

  private NativeCall() {}

  /**
   * Calls {@code void function(int)}.
   *
   * @return whether the library has it
   * @throws ClassNotFoundException before Java 22
   */
  static boolean withInt(Path library, String function, int argument) throws Throwable {
    Class<?> arena = Class.forName(FOREIGN + "Arena");
    Class<?> lookup = Class.forName(FOREIGN + "SymbolLookup");
    Class<?> linker = Class.forName(FOREIGN + "Linker");
    Class<?> segment = Class.forName(FOREIGN + "MemorySegment");
    Class<?> descriptor = Class.forName(FOREIGN + "FunctionDescriptor");
    Class<?> layout = Class.forName(FOREIGN + "MemoryLayout");
    Object symbols =
        lookup
            .getMethod("libraryLookup", Path.class, arena)
            .invoke(null, library, arena.getMethod("global").invoke(null));
    Optional<?> address =
        (Optional<?>) lookup.getMethod("find", String.class).invoke(symbols, function);
    if (address.isEmpty()) {
      return false;
    }
    Object parameters = Array.newInstance(layout, 1);
    Array.set(parameters, 0, Class.forName(FOREIGN + "ValueLayout").getField("JAVA_INT").get(null));
    Object options = Array.newInstance(Class.forName(FOREIGN + "Linker$Option"), 0);
    MethodHandle handle =
        (MethodHandle)
            linker
                .getMethod("downcallHandle", segment, descriptor, options.getClass())
                .invoke(
                    linker.getMethod("nativeLinker").invoke(null),
                    address.get(),
                    descriptor.getMethod("ofVoid", parameters.getClass()).invoke(null, parameters),
                    options);
    handle.invokeWithArguments(argument);
    return true;
  }
}
