package io.github.ascent4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The C program that {@link MeasuredStepping} is compared with, compiled where it is run. */
final class CompiledLoop {
  private static final String SOURCE = "mujoco-loop.c";

  private final Path program;

  private CompiledLoop(Path program) {
    this.program = program;
  }

  /**
   * Compiles the program into {@code folder}.
   *
   * @param library what libmujoco was opened with, a name or a path
   * @throws IOException if there is no compiler, or no headers of MuJoCo
   */
  static CompiledLoop compile(Path folder, String library) throws IOException {
    Path source = folder.resolve(SOURCE);
    Path program = folder.resolve("loop");
    copyResource(SOURCE, source);
    List<String> command = new ArrayList<>(List.of("cc", "-O2", "-o", program.toString()));
    command.add(source.toString());
    Path parent = library.contains("/") ? Path.of(library).toAbsolutePath().getParent() : null;
    if (parent == null) {
      command.add("-lmujoco");
    } else {
      command.addAll(List.of(library, "-Wl,-rpath," + parent, "-I" + parent.resolve("include")));
    }
    command.addAll(List.of("-lpthread", "-lm"));
    run(command);
    return new CompiledLoop(program);
  }

  /** Writes one of this package's resources to a file. */
  static void copyResource(String name, Path file) throws IOException {
    try (InputStream in = CompiledLoop.class.getResourceAsStream(name)) {
      Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
    }
  }

  /** Steps a model, in a process of its own. */
  SteppingTime run(Path model, int threads, long steps, int frames) throws IOException {
    String output =
        run(
            List.of(
                program.toString(),
                model.toString(),
                Integer.toString(threads),
                Long.toString(steps),
                Integer.toString(frames)));
    String[] words = output.strip().split(" ");
    List<Long> hashes =
        Arrays.stream(words).skip(2).map(word -> Long.parseUnsignedLong(word, 16)).toList();
    return new SteppingTime(Long.parseLong(words[0]), Long.parseLong(words[1]), hashes);
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (status != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with status " + status + ":\n" + output);
    }
    return output;
  }
}
