package io.github.ascent4j.cli.run;

import io.github.ascent4j.cli.trust.EnvironmentSource;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Opens runs whose environment a test brings. */
public final class TestRuns {
  private TestRuns() {}

  /** Starts a run in a folder that has no config yet, and goes on with any other. */
  public static TrainingRun open(
      RunConfig config,
      RunFolder folder,
      Consumer<String> warn,
      Appendable tables,
      IntFunction<VectorEnvironment> environment)
      throws IOException {
    EnvironmentSource source =
        new EnvironmentSource() {
          @Override
          public VectorEnvironment make(int copies, int threads) {
            return environment.apply(copies);
          }

          @Override
          public Optional<String> mark() {
            return Optional.empty();
          }
        };
    return RunFolder.isRun(folder.path())
        ? TrainingRun.resume(config, folder, warn, tables, source)
        : TrainingRun.start(config, folder, warn, tables, source, null);
  }
}
