package io.github.ascent4j.mujoco.binding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libmujoco that are called, by their own names. {@link MujocoLibrary#get} has to
 * have answered before this class is touched.
 */
public final class MujocoFunctions {
  private static final FunctionDescriptor ON_MODEL_AND_DATA =
      FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
  private static final FunctionDescriptor ON_ONE = FunctionDescriptor.ofVoid(ADDRESS);

  // Constants of the class, or the compiler cannot inline the call.
  private static final MethodHandle STEP = bind("mj_step", ON_MODEL_AND_DATA);
  private static final MethodHandle FORWARD = bind("mj_forward", ON_MODEL_AND_DATA);
  private static final MethodHandle RNE = bind("mj_rnePostConstraint", ON_MODEL_AND_DATA);
  private static final MethodHandle RESET = bind("mj_resetData", ON_MODEL_AND_DATA);
  private static final MethodHandle DELETE_DATA = bind("mj_deleteData", ON_ONE);
  private static final MethodHandle DELETE_MODEL = bind("mj_deleteModel", ON_ONE);
  private static final MethodHandle MAKE_DATA =
      bind("mj_makeData", FunctionDescriptor.of(ADDRESS, ADDRESS));
  private static final MethodHandle LOAD_XML =
      bind("mj_loadXML", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle NAME_TO_ID =
      bind("mj_name2id", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  private static final MethodHandle NAME_TO_TYPE =
      bind("mju_str2Type", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle WARN =
      bind("mj_warning", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT));
  // The second parameter grew from int to size_t; a long fills the register for both.
  private static final MethodHandle WARNING_TEXT =
      bind("mju_warningText", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_LONG));

  private MujocoFunctions() {}

  private static MethodHandle bind(String name, FunctionDescriptor type) {
    return MujocoLibrary.get().function(name, type);
  }

  public static void step(MemorySegment model, MemorySegment data) {
    try {
      STEP.invokeExact(model, data);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static void forward(MemorySegment model, MemorySegment data) {
    try {
      FORWARD.invokeExact(model, data);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static void rnePostConstraint(MemorySegment model, MemorySegment data) {
    try {
      RNE.invokeExact(model, data);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static void resetData(MemorySegment model, MemorySegment data) {
    try {
      RESET.invokeExact(model, data);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static void deleteData(MemorySegment data) {
    try {
      DELETE_DATA.invokeExact(data);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  public static void deleteModel(MemorySegment model) {
    try {
      DELETE_MODEL.invokeExact(model);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment makeData(MemorySegment model) {
    try {
      return (MemorySegment) MAKE_DATA.invokeExact(model);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Null where it failed; the text of the error, or of a warning, is in {@code error}. */
  static MemorySegment loadXml(MemorySegment path, MemorySegment error) {
    try {
      return (MemorySegment)
          LOAD_XML.invokeExact(path, MemorySegment.NULL, error, (int) error.byteSize());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int nameToId(MemorySegment model, int type, MemorySegment name) {
    try {
      return (int) NAME_TO_ID.invokeExact(model, type, name);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The number of a kind of object such as {@code actuator}; it differs between releases. */
  static int nameToType(MemorySegment kind) {
    try {
      return (int) NAME_TO_TYPE.invokeExact(kind);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void warn(MemorySegment data, int warning, int info) {
    try {
      WARN.invokeExact(data, warning, info);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MemorySegment warningText(int warning, int info) {
    try {
      return (MemorySegment) WARNING_TEXT.invokeExact(warning, (long) info);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** What a call throws, which is unchecked: a closed segment, or an error of the JVM. */
  static RuntimeException unexpected(Throwable e) {
    return switch (e) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new IllegalStateException(e);
    };
  }
}
