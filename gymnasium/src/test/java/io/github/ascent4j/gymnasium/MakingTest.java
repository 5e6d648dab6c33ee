package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.environment.scene.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakingTest {
  @TempDir private Path folder;

  @Test
  void theProviderIsFoundAndKnowsItsIds() {
    assertThat(ServiceLoader.load(EnvironmentProvider.class))
        .anyMatch(GymnasiumProvider.class::isInstance);
    GymnasiumProvider provider = new GymnasiumProvider();
    assertThat(provider.provides("gym:CartPole-v1")).isTrue();
    assertThat(provider.provides("CartPole-v1")).isFalse();
    assertThat(provider.provides("gym:")).isFalse();
    assertThat(provider.list()).isEmpty();
    assertThat(provider.options("gym:CartPole-v1"))
        .extracting("name")
        .containsExactly("python", "processes", "timeout", "render", "info", "kwargs.NAME");
  }

  @Test
  void anIdOfTheRegistryIsMadeWithItsKeywordArguments() throws IOException {
    Python.require();
    String python = Python.withModules(folder, "registry");
    try (VectorEnvironment environment =
        Python.make(Python.named("gym:Counter-v1", 2, "python", python, "kwargs.scale", "2.5"))) {
      assertThat(environment.name()).isEqualTo("gym:Counter-v1");
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch);
      assertThat(batch.observations).containsExactly(2.5f, 2.5f);
    }
  }

  @Test
  void aModuleMayRegisterOrHoldWhatIsMade() throws IOException {
    Python.require();
    String python = Python.withModules(folder, "registry");
    for (String id :
        new String[] {"gym:more_environments:More-v0", "gym:gymnasium.counter:Counter"}) {
      try (VectorEnvironment environment = Python.make(Python.named(id, 1, "python", python))) {
        assertThat(environment.observationSpace().shape()).containsExactly(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gym:Missing-v3 | it cannot be made: NameNotFound: Environment `Missing` | doesn't exist",
        "gym:Needy-v0 | DependencyNotInstalled: Needy is not installed, run `pip install needy` |;"
            + " install it for /",
        "gym:no_module_has_this_name:X-v0 | No module named 'no_module_has_this_name' | install it",
        "gym:gymnasium.counter:Nothing | NameNotFound | Nothing",
        "gym:no/such/file.py:Make | there is no file | no/such/file.py"
      })
  void whatCannotBeMadeIsRefused(String id, String message, String more) throws IOException {
    Python.require();
    String python = Python.withModules(folder, "registry");
    assertThatThrownBy(() -> Python.make(Python.named(id, 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(id + ": ")
        .hasMessageContaining(message.replace("Missing`", "Missing-v3`"))
        .hasMessageContaining(more);
  }

  @Test
  void aFileWithoutTheFactoryIsRefused() {
    Python.require();
    assertThatThrownBy(() -> Python.make("Absent", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tiny.py has no Absent");
    assertThatThrownBy(() -> Python.make("NO_FACTORY", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no function or class that makes an environment");
  }

  @Test
  void aMissingPythonIsNamedWithAMend() {
    assertThatThrownBy(
            () -> Python.make(Python.named("gym:CartPole-v1", 1, "python", "/no/such/python")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gym:CartPole-v1")
        .hasMessageContaining("\"/no/such/python\" cannot be run")
        .hasMessageContaining("install Python 3 with numpy and gymnasium");
  }

  @Test
  void aPythonWithoutNumpyIsToldToInstallIt() throws IOException {
    Python.require();
    String python = Python.withModules(folder, "nonumpy");
    assertThatThrownBy(() -> Python.make(Python.named("gym:CartPole-v1", 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Python has no numpy: install it with: /")
        .hasMessageContaining("-m pip install numpy");
  }

  @Test
  void aPythonWithoutGymnasiumIsToldToInstallIt() throws IOException {
    Python.require();
    String python = Python.withModules(folder, "lacking");
    assertThatThrownBy(() -> Python.make(Python.named("gym:CartPole-v1", 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Gymnasium is not installed for this Python; install it with: /")
        .hasMessageContaining("-m pip install gymnasium");
  }

  @Test
  void aGymThatIsTooOldIsRefused() throws IOException {
    Python.require();
    String python = Python.withModules(folder, "old");
    assertThatThrownBy(() -> Python.make(Python.named("gym:CartPole-v1", 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gym 0.21.0 has not the interface that came with 0.26");
  }

  @Test
  void aPythonThatDiesAtOnceIsReportedWithWhatItPrinted() throws IOException {
    Python.require();
    String python = Python.wrapper(folder, "echo 'not today' >&2; exit 9");
    assertThatThrownBy(() -> Python.make(Python.named("gym:CartPole-v1", 1, "python", python)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Python ended with exit code 9 during its start")
        .hasMessageContaining("not today");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pythn | python3 | has no option \"pythn\"",
        "processes | 0 | processes \"0\"; give a whole number from 1",
        "timeout | soon | timeout \"soon\"; give a number from 0.001",
        "render | perhaps | give true or false"
      })
  void wrongOptionsAreRefused(String name, String value, String message) {
    assertThatThrownBy(() -> Python.make(Python.named("gym:CartPole-v1", 1, name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keywordArgumentsAreLiteralsAndNothingElse() {
    Python.require();
    assertThatThrownBy(() -> Python.make("Counter", 1, "kwargs.truncate", "true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kwargs.truncate true is no Python literal; write True");
    assertThatThrownBy(() -> Python.make("Counter", 1, "kwargs.truncate", "__import__('os')"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no Python literal");
    assertThatThrownBy(() -> Python.make("Counter", 1, "kwargs.speed", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unexpected keyword argument 'speed'");
  }

  @Test
  void copiesWithDifferentSpacesAreRefused() {
    Python.require();
    assertThatThrownBy(() -> Python.make("Changing", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("copy 1 has other spaces than the first one");
    assertThatThrownBy(() -> Python.make("Changing", 3, "processes", "2"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCopyCanBeDrawnIfItWasMadeForThat() {
    try (VectorEnvironment environment = Python.make("Painted", 2, "render", "true")) {
      StepBatch batch = new StepBatch(environment);
      environment.reset(0, batch);
      environment.step(new float[2], batch, 1, 1);
      Scene scene = environment.scene(0).orElseThrow();
      assertThat(scene.right()).isEqualTo(3);
      assertThat(scene.top()).isEqualTo(1);
      assertThat(scene.seconds()).isEqualTo(0.05);
      assertThat(pixels(scene)).containsExactly(0xff0000, 0x00ff00, 0x0000ff);
      assertThat(pixels(environment.scene(1).orElseThrow()))
          .containsExactly(0x7f0000, 0x007f00, 0x00007f);
    }
    try (VectorEnvironment environment = Python.make("Painted", 1)) {
      environment.reset(0, new StepBatch(environment));
      assertThat(environment.scene(0)).isEmpty();
    }
  }

  private static int[] pixels(Scene scene) {
    return ((Shape.Raster) scene.shapes().get(0)).pixels();
  }
}
