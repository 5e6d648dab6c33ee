package io.github.ascent4j.mujoco.binding;

import io.github.ascent4j.environment.EnvironmentException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/** Makes mjModels and mjDatas, and looks names up. */
public final class ModelLoader {
  private static final int MESSAGE_BYTES = 2000;

  /** Up to 2.3, MuJoCo's compiler keeps its state in global variables. */
  private static final Lock COMPILER = new ReentrantLock();

  private ModelLoader() {}

  /**
   * Compiles an MJCF file.
   *
   * @param name what messages call it
   * @return the mjModel, to be deleted by the caller
   * @throws EnvironmentException if the file is not a valid model, with what MuJoCo says of it
   */
  public static MemorySegment load(Path file, String name) {
    MujocoLibrary library = MujocoLibrary.get();
    COMPILER.lock();
    try {
      MujocoHandlers.install();
      return MujocoHandlers.guarded("loading " + name, () -> compile(file, name, library));
    } finally {
      MujocoHandlers.install();
      COMPILER.unlock();
    }
  }

  @SuppressWarnings("restricted")
  private static MemorySegment compile(Path file, String name, MujocoLibrary library) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(MESSAGE_BYTES);
      MemorySegment model =
          MujocoFunctions.loadXml(arena.allocateFrom(file.toAbsolutePath().toString()), error);
      String message = MujocoHandlers.line(error);
      if (model.address() == 0) {
        throw new EnvironmentException(
            name
                + " is no model that MuJoCo "
                + library.release()
                + " can compile: "
                + message
                + "; mend the MJCF there");
      }
      if (!message.isEmpty()) {
        LoggerFactory.getLogger(ModelLoader.class).warn("{}: MuJoCo says: {}", name, message);
      }
      return model.reinterpret(library.offsets().bytes("sizeof_m"));
    }
  }

  /** A new mjData, to be deleted by the caller. */
  @SuppressWarnings("restricted")
  public static MemorySegment makeData(MemorySegment model) {
    MemorySegment data =
        MujocoHandlers.guarded("a new simulation", () -> MujocoFunctions.makeData(model));
    if (data.address() == 0) {
      throw new EnvironmentException("no memory is left for a simulation of this model; use fewer");
    }
    return data.reinterpret(MujocoLibrary.get().offsets().bytes("sizeof_d"));
  }

  /** The number of a named object, -1 where there is none of this kind and name. */
  public static int find(MemorySegment model, String kind, String name) {
    try (Arena arena = Arena.ofConfined()) {
      int type = MujocoFunctions.nameToType(arena.allocateFrom(kind));
      return MujocoFunctions.nameToId(model, type, arena.allocateFrom(name));
    }
  }
}
