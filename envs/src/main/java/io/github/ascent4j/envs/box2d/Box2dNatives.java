package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.World;
import com.badlogic.gdx.utils.SharedLibraryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/*
 * Design. libGDX would unpack its libraries into a folder of a name that everyone can foresee, and where
 * that fails into the user's home and then the working folder. Here each is unpacked into a new folder
 * below java.io.tmpdir that only this user can read, loaded, and deleted again.
 */

/** The native libraries behind Box2D, which come along as resources. */
final class Box2dNatives {
  private static final String[] LIBRARIES = {"gdx", "gdx-box2d"};

  private static boolean ready;

  private Box2dNatives() {}

  /**
   * Makes Box2D usable; does nothing from the second time on.
   *
   * @throws IllegalArgumentException if there is no library for this machine, or it cannot be
   *     unpacked or loaded; the message says what to do
   */
  static synchronized void load() {
    if (ready) {
      return;
    }
    // libGDX's jars share a package, so they are on the class path even where this is a module.
    Module module = Box2dNatives.class.getModule();
    module.addReads(Box2dNatives.class.getClassLoader().getUnnamedModule());
    Loading.all();
    PhysicsWorld.warmUp();
    ready = true;
  }

  /**
   * What to do about a library that cannot be loaded.
   *
   * @param reason as the system's loader, or whoever wrote the file, gives it
   */
  static String mend(String reason) {
    return reason.contains("cannot open shared object file")
        ? "; install the library that is missing (apt install libstdc++6)"
        : "; point -Djava.io.tmpdir at a folder that can be written and that programs may run from";
  }

  /** Apart, so that no class of libGDX is linked before it can be read. */
  private static final class Loading {
    static void all() {
      for (String library : LIBRARIES) {
        // An application on libGDX has loaded it already.
        if (!SharedLibraryLoader.isLoaded(library)) {
          load(new SharedLibraryLoader().mapLibraryName(library));
          SharedLibraryLoader.setLoaded(library);
        }
      }
    }

    private static void load(String file) {
      Path folder = null;
      Path unpacked = null;
      try (InputStream in = World.class.getClassLoader().getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalArgumentException(
              "Box2D has no library "
                  + file
                  + " for this machine ("
                  + System.getProperty("os.name")
                  + ", "
                  + System.getProperty("os.arch")
                  + "); put gdx-platform and gdx-box2d-platform with the classifier"
                  + " natives-desktop on the class path, or take a machine that they support");
        }
        folder = Files.createTempDirectory("ascent-box2d-");
        unpacked = folder.resolve(file);
        Files.copy(in, unpacked);
        System.load(unpacked.toString());
      } catch (IOException | UnsatisfiedLinkError e) {
        throw new IllegalArgumentException(
            "Box2D's library "
                + file
                + " could not be unpacked and loaded in "
                + System.getProperty("java.io.tmpdir")
                + ": "
                + e.getMessage()
                + mend(String.valueOf(e.getMessage())),
            e);
      } finally {
        delete(unpacked);
        delete(folder);
      }
    }

    private static void delete(@Nullable Path path) {
      if (path == null) {
        return;
      }
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Windows keeps a file that is in use.
        path.toFile().deleteOnExit();
      }
    }
  }
}
