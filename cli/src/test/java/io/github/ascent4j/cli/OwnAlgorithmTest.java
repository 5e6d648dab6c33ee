package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The algorithm of the examples, which the command knows by its jar alone. */
class OwnAlgorithmTest {
  private static final Path EXAMPLES = Path.of("../examples/src/main");
  private static final String SERVICE =
      "META-INF/services/io.github.ascent4j.core.training.Algorithm";

  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  @BeforeAll
  static void pack() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path source =
        EXAMPLES.resolve("java/io/github/ascent4j/examples/algorithm/Awr.java").toAbsolutePath();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classpath = System.getProperty("java.class.path");
    assertThat(
            compiler.run(
                null, null, null, "-d", classes.toString(), "-cp", classpath, source.toString()))
        .isZero();
    jar = folder.resolve("mine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
      add(out, SERVICE, Files.readAllBytes(EXAMPLES.resolve("resources").resolve(SERVICE)));
    }
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static Outcome train(Path run, Object... more) {
    Stream<Object> options =
        Stream.of(
            "train", "CartPole-v1", "--algo=awr", "--classpath=" + jar, "--out=" + run, "--json");
    return Outcome.of(Stream.concat(options, Stream.of(more)).toArray());
  }

  @Test
  void learns() {
    Outcome outcome = train(folder.resolve("learns"), "--steps=60000");
    assertThat(outcome.json().get("algo").asString()).isEqualTo("awr");
    assertThat(outcome.json().get("mean_return_100").asDouble()).isGreaterThan(100);
  }

  @Test
  void goesOnWithItsClassPathToTheSameBits() {
    Path whole = folder.resolve("whole");
    Path halves = folder.resolve("halves");
    String expected = train(whole, "--steps=4096").json().get("parameters_sha256").asString();
    train(halves, "--steps=2048").json();
    Outcome without = Outcome.of("resume", halves, "--steps=4096", "--json");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err())
        .contains("there is no algorithm \"awr\"")
        .contains("the --classpath that brings it");
    Outcome with = Outcome.of("resume", halves, "--steps=4096", "--json", "--classpath=" + jar);
    assertThat(with.json().get("parameters_sha256").asString()).isEqualTo(expected);
    assertThat(Outcome.of("plot", halves, "--classpath=" + jar).code()).isZero();
  }

  /** An agent is data: it plays without the algorithm, and the class path does no harm. */
  @Test
  void playsWithAndWithoutItsClassPath() {
    Path run = folder.resolve("plays");
    train(run, "--steps=2048").json();
    Outcome without = Outcome.of("eval", run, "--episodes=3", "--json");
    Outcome with = Outcome.of("eval", run, "--episodes=3", "--json", "--classpath=" + jar);
    assertThat(with.json()).isEqualTo(without.json());
  }

  @Test
  void bringsItsPresetsAndTheirMeanings() {
    List<String> lines = Outcome.of("presets", "--classpath=" + jar).out().lines().toList();
    assertThat(lines).filteredOn(line -> line.startsWith("awr")).hasSize(2);
    assertThat(Outcome.of("presets").out()).doesNotContain("awr");
    assertThat(Outcome.of("presets", "show", "awr-greedy", "--classpath=" + jar).out())
        .containsPattern("(?m)^beta +0.1 +how little an advantage matters")
        .containsPattern("(?m)^gamma +0.99 +discount of later rewards");
    assertThat(
            train(folder.resolve("set"), "--steps=512", "--set=beta=2", "--set=gamma=0.9").code())
        .isZero();
    assertThat(train(folder.resolve("unset"), "--steps=512", "--set=betta=2").err())
        .contains("unknown setting 'betta'; the near ones are beta,");
  }

  @Test
  void isNamedInHelpBesideTheOthers() {
    assertThat(Outcome.of("train", "--help", "--classpath=" + jar).out())
        .containsPattern("npg,\\s+awr;")
        .contains("imitates what went well");
    Outcome unknown = Outcome.of("train", "CartPole-v1", "--algo=awr");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("give one of ppo, a2c, pg");
  }

  @Test
  void ofAClassPathThatIsNotThereIsRefused() {
    Outcome outcome = Outcome.of("train", "CartPole-v1", "--algo=awr", "--classpath=missing.jar");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("missing.jar does not exist");
  }
}
