package io.github.ascent4j.mujoco.binding;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.github.ascent4j.environment.EnvironmentException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Design. Left alone, MuJoCo prints warnings and errors, appends them to MUJOCO_LOG.TXT in the working
 * folder, and ends the process after an error. The library has a pointer for either, which is set to
 * a function in here.
 *
 * Warnings are counted in mjData, where they are read after each step, so their function does nothing.
 *
 * After an error MuJoCo must not go on: it would write past the end of what it could not allocate. An
 * exception cannot cross its frames. So what may fail for want of memory and is not called often
 * (loading, and making an mjData) runs on a thread that can be given up: it waits for ever, and the
 * caller gets an exception. A step cannot afford to change the thread. What can fail there is a stack
 * that the model itself declares too small, and then all that is left is to end the process with a
 * line that says so.
 */

/** What libmujoco calls when something is wrong. */
final class MujocoHandlers {
  private static final MemorySegment ON_WARNING = upcall("onWarning");
  private static final MemorySegment ON_ERROR = upcall("onError");
  private static final long STACK_BYTES = 16L << 20;

  private MujocoHandlers() {}

  /**
   * To be repeated after loading: up to 2.3, the compiler of models puts handlers of its own here.
   */
  static void install() {
    set("mju_user_warning", ON_WARNING);
    set("mju_user_error", ON_ERROR);
  }

  /**
   * Runs {@code work} on a thread that an error of MuJoCo may stop.
   *
   * @throws EnvironmentException if MuJoCo raised an error
   */
  static <T> T guarded(String what, Supplier<T> work) {
    Expendable<T> thread = new Expendable<>(work);
    thread.start();
    return thread.await(what);
  }

  @SuppressWarnings("restricted")
  private static void set(String pointer, MemorySegment function) {
    MujocoLibrary.get().symbol(pointer).reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, function);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment upcall(String method) {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      MujocoHandlers.class,
                      method,
                      MethodType.methodType(void.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(ADDRESS),
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says nothing: {@link WarningCounters} are read after each step. */
  @SuppressWarnings({"unused", "UnusedMethod"})
  private static void onWarning(MemorySegment message) {}

  @SuppressWarnings({"unused", "UnusedMethod", "CatchAndPrintStackTrace"})
  private static void onError(MemorySegment message) {
    // Nothing may be thrown from here, nor may this return.
    try {
      String text = line(message);
      if (Thread.currentThread() instanceof Expendable<?> thread) {
        thread.fail(text);
        while (true) {
          LockSupport.park();
        }
      }
      System.err.println(
          "MuJoCo cannot go on: "
              + text
              + "; if the model has a <size> with memory, nstack, njmax or nconmax, raise it");
      System.err.flush();
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  /** A zero-terminated text, its lines joined to one. */
  @SuppressWarnings("restricted")
  static String line(MemorySegment pointer) {
    String text = pointer.address() == 0 ? "" : pointer.reinterpret(Integer.MAX_VALUE).getString(0);
    return text.strip().replaceAll("\\s*\\R\\s*", ", ");
  }

  private static final class Expendable<T> extends Thread {
    private final Supplier<T> work;
    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private @Nullable String error;
    private boolean done;

    Expendable(Supplier<T> work) {
      super(null, null, "mujoco", STACK_BYTES);
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        T made = work.get();
        end(made, null, null);
      } catch (RuntimeException e) {
        end(null, e, null);
      } catch (Error e) {
        end(null, new IllegalStateException(e), null);
      }
    }

    void fail(String message) {
      end(null, null, message);
    }

    private synchronized void end(
        @Nullable T made, @Nullable RuntimeException thrown, @Nullable String message) {
      result = made;
      failure = thrown;
      error = message;
      done = true;
      notifyAll();
    }

    synchronized T await(String what) {
      boolean interrupted = false;
      while (!done) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        throw failure;
      }
      if (error != null || result == null) {
        throw new EnvironmentException(
            what + ": MuJoCo says: " + error + "; use a smaller model or give it less memory");
      }
      return result;
    }
  }
}
