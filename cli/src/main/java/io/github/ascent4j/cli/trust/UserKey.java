package io.github.ascent4j.cli.trust;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret of this user's on this machine, in a file that nobody else may read. One that others may
 * read or write is not used, and where there is no place for one there is none: then nothing is
 * known again, and nothing else is lost.
 */
final class UserKey {
  /**
   * The folder, in place of the user's own. It can only be set by who starts the JVM, who could as
   * well have it run anything: no file that this program reads sets properties of the JVM.
   */
  static final String FOLDER_PROPERTY = "ascent4j.config";

  private static final int BYTES = 32;
  private static final String NAME = "run.key";
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /**
   * What was found.
   *
   * @param bytes the key; null if there is none that can be used
   * @param problem why it cannot be used; null if there is just none
   */
  @SuppressWarnings("ArrayRecordComponent") // Used once, never compared.
  record Found(byte @Nullable [] bytes, @Nullable String problem) {
    static final Found NONE = new Found(null, null);

    static Found problem(String problem) {
      return new Found(null, problem);
    }
  }

  private final @Nullable Path folder;

  /**
   * @param folder null where there is no place for a key
   */
  UserKey(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The key of who runs this program. */
  static UserKey ofThisUser() {
    String given = System.getProperty(FOLDER_PROPERTY);
    if (given != null && Path.of(given).isAbsolute()) {
      return new UserKey(Path.of(given));
    }
    return new UserKey(
        folder(System.getenv("XDG_CONFIG_HOME"), System.getProperty("user.home", "")));
  }

  /**
   * The folder for a key.
   *
   * @param configuration where configuration is said to be, which has to be absolute
   * @return null where a user has no home: that is one of "?" or none, and would be a place in the
   *     current folder
   */
  static @Nullable Path folder(@Nullable String configuration, String home) {
    Path base =
        configuration != null && Path.of(configuration).isAbsolute()
            ? Path.of(configuration)
            : Path.of(home, ".config");
    return base.isAbsolute() ? base.resolve("ascent") : null;
  }

  /** The key, if there is one that can be used. */
  Found find() {
    if (folder == null) {
      return Found.NONE;
    }
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Found.NONE;
      }
      String problem = problem(folder, file);
      if (problem != null) {
        return Found.problem(problem);
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(BYTES + 1);
      }
      return bytes.length == BYTES
          ? new Found(bytes, null)
          : Found.problem(file + " is damaged; delete it");
    } catch (IOException e) {
      return Found.problem(file + " cannot be read: " + e);
    }
  }

  /** The key, made if there is none. */
  Found findOrMake() {
    Found found = find();
    if (folder == null || found.bytes != null || found.problem != null) {
      return found;
    }
    try {
      make(folder);
    } catch (IOException | UnsupportedOperationException e) {
      return Found.problem("no key can be made in " + folder + ": " + e);
    }
    return find();
  }

  /** All at once, so that of several processes that make one all go on with the same. */
  private static void make(Path folder) throws IOException {
    boolean posix = posix(existing(folder));
    Files.createDirectories(folder, attributes(posix, "rwx------"));
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path temporary = folder.resolve("." + NAME + "." + UUID.randomUUID() + ".tmp");
    Files.createFile(temporary, attributes(posix, "rw-------"));
    try {
      Files.write(temporary, key, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Path file = folder.resolve(NAME);
      try {
        Files.createLink(file, temporary);
      } catch (FileAlreadyExistsException e) {
        return;
      } catch (IOException | UnsupportedOperationException e) {
        // A file system without links.
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path existing(Path folder) {
    Path place = folder.toAbsolutePath();
    for (Path above = place.getParent(); above != null && !Files.exists(place); ) {
      place = above;
      above = place.getParent();
    }
    return place;
  }

  private static boolean posix(Path place) throws IOException {
    return Files.getFileStore(place).supportsFileAttributeView("posix");
  }

  private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static @Nullable String problem(Path folder, Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return file + " is no plain file; delete it";
    }
    if (!posix(file)) {
      return null;
    }
    UserPrincipal user = user(file);
    if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(user)
        || !Files.getOwner(folder).equals(user)) {
      return file + " belongs to another user";
    }
    if (allows(file, OF_OTHERS)) {
      return "others may read " + file + "; delete it, or chmod 600 it if none of them has";
    }
    return allows(folder, WRITTEN_BY_OTHERS)
        ? "others may write to " + folder + "; chmod 700 it"
        : null;
  }

  private static boolean allows(Path path, Set<PosixFilePermission> permissions)
      throws IOException {
    return Files.getPosixFilePermissions(path).stream().anyMatch(permissions::contains);
  }

  /** Who runs this program: by its own process, since a user in a container may have no name. */
  private static UserPrincipal user(Path file) throws IOException {
    try {
      return Files.getOwner(Path.of("/proc/self"));
    } catch (NoSuchFileException e) {
      return file.getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(System.getProperty("user.name", ""));
    }
  }
}
