package io.github.ascent4j.cli.environment;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/*
 * Design. The Arcade Learning Environment is under the GPL and this program is not, so it comes in a
 * jar of its own, which is opened only for who asks for one of its games. That jar lies beside this
 * program's and is called as that is with "-atari" behind it, so that a copy of both under another
 * name finds its own.
 */

/** Atari games, {@code ale:NAME}, from the jar that lies beside this program's. */
public final class AtariJarProvider implements EnvironmentProvider {
  private static final String PREFIX = "ale:";
  private static final String PROVIDER = "io.github.ascent4j.atari.AtariProvider";
  private static final String JAR = ".jar";

  /** This program's jar; null where it runs from classes. */
  private final @Nullable Path program;

  private final ClassLoader own;

  private @Nullable EnvironmentProvider games;

  public AtariJarProvider() {
    this(program(), AtariJarProvider.class.getClassLoader());
  }

  /**
   * @param own loads what both jars are made for
   */
  AtariJarProvider(@Nullable Path program, ClassLoader own) {
    this.program = program;
    this.own = own;
  }

  // Not by the code's source: of classes from an archive of the JVM's, that is the place where the
  // jar
  // lay when the archive was made.
  private static @Nullable Path program() {
    URL code = AtariJarProvider.class.getResource("AtariJarProvider.class");
    try {
      return code != null && code.openConnection() instanceof JarURLConnection jar
          ? Path.of(jar.getJarFileURL().toURI())
          : null;
    } catch (IOException | URISyntaxException e) {
      return null;
    }
  }

  /** None, since every game needs a ROM. */
  @Override
  public List<EnvironmentInfo> list() {
    return List.of();
  }

  @Override
  public boolean provides(String id) {
    return id.startsWith(PREFIX);
  }

  @Override
  public boolean selfContained(String id) {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the jar is not there
   */
  @Override
  public List<EnvironmentOption> options(String id) {
    return games(id).options(id);
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    return games(request.id()).make(request);
  }

  private synchronized EnvironmentProvider games(String id) {
    if (games == null) {
      games = find().orElseThrow(() -> new IllegalArgumentException(missing(id)));
    }
    return games;
  }

  private Optional<EnvironmentProvider> find() {
    return ServiceLoader.load(EnvironmentProvider.class, loader()).stream()
        .filter(provider -> provider.type().getName().equals(PROVIDER))
        .findFirst()
        .map(ServiceLoader.Provider::get);
  }

  // Never closed: its classes are used until the program ends.
  private ClassLoader loader() {
    Path jar = program == null ? null : beside(program);
    if (jar == null || !Files.isRegularFile(jar)) {
      return own;
    }
    try {
      return new URLClassLoader(new URL[] {jar.toUri().toURL()}, own);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar + ": " + e.getMessage(), e);
    }
  }

  private static Path beside(Path program) {
    String name = program.getFileName().toString();
    return program.resolveSibling(name.substring(0, name.length() - JAR.length()) + "-atari" + JAR);
  }

  private String missing(String id) {
    return id
        + " needs the Arcade Learning Environment, which has a licence of its own and is not part"
        + " of this program; "
        + (program == null
            ? "add ascent4j-atari to the class path"
            : "put its jar there: " + beside(program) + " (mvn -pl cli -am package builds it)");
  }
}
