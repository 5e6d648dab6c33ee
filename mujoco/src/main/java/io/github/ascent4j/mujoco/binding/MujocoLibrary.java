package io.github.ascent4j.mujoco.binding;

import io.github.ascent4j.environment.EnvironmentException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/** The libmujoco of this process: found once, and never unloaded. */
public final class MujocoLibrary {
  private final String place;
  private final SymbolLookup symbols;
  private final StructOffsets offsets;

  private MujocoLibrary(String place, SymbolLookup symbols, StructOffsets offsets) {
    this.place = place;
    this.symbols = symbols;
    this.offsets = offsets;
  }

  /**
   * The library.
   *
   * @throws EnvironmentException if there is none, or it is of a release that is not known
   */
  public static MujocoLibrary get() {
    if (Holder.RESULT instanceof MujocoLibrary library) {
      return library;
    }
    throw new EnvironmentException((String) Holder.RESULT);
  }

  /** The name or path it was opened with. */
  public String place() {
    return place;
  }

  public StructOffsets offsets() {
    return offsets;
  }

  /** The release as people write it. */
  public String release() {
    return StructOffsets.name(offsets.version());
  }

  MemorySegment symbol(String name) {
    return symbols
        .find(name)
        .orElseThrow(
            () ->
                new EnvironmentException(
                    "MuJoCo "
                        + release()
                        + " ("
                        + place
                        + ") has no "
                        + name
                        + "; it was built without it, install another build"));
  }

  @SuppressWarnings("restricted")
  MethodHandle function(String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(symbol(name), type);
  }

  private static MujocoLibrary load() {
    Opened opened = LibrarySearch.ofThisSystem().find(MujocoLibrary::open);
    StructOffsets offsets = StructOffsets.of(opened.version, opened.place);
    return new MujocoLibrary(opened.place, opened.symbols, offsets);
  }

  /** Empty where there is no such library, or one of something else. */
  @SuppressWarnings("restricted")
  private static Optional<Opened> open(String place) {
    try {
      boolean path = place.indexOf('/') >= 0 || place.indexOf('\\') >= 0;
      SymbolLookup symbols =
          path
              ? SymbolLookup.libraryLookup(Path.of(place), Arena.global())
              : SymbolLookup.libraryLookup(place, Arena.global());
      Optional<MemorySegment> version = symbols.find("mj_version");
      if (version.isEmpty()) {
        return Optional.empty();
      }
      MethodHandle call =
          Linker.nativeLinker()
              .downcallHandle(version.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT));
      return Optional.of(new Opened(place, symbols, (int) call.invokeExact()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (Throwable e) {
      throw MujocoFunctions.unexpected(e);
    }
  }

  private record Opened(String place, SymbolLookup symbols, int version) {}

  /** Holds the library, or why there is none: the search is not done again for every model. */
  private static final class Holder {
    static final Object RESULT = load();

    private static Object load() {
      try {
        return MujocoLibrary.load();
      } catch (EnvironmentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
