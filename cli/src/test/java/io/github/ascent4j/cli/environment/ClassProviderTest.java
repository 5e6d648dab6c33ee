package io.github.ascent4j.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.envs.Environments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassProviderTest {
  private static final String COUNTER = Counter.class.getName();

  /** Is nothing to step. */
  public static final class NoEnvironment {}

  /** Cannot be made. */
  public static final class Broken implements io.github.ascent4j.environment.Environment {
    public Broken() {
      throw new IllegalStateException("no database");
    }

    @Override
    public io.github.ascent4j.policy.space.Space observationSpace() {
      throw new AssertionError();
    }

    @Override
    public io.github.ascent4j.policy.space.Space actionSpace() {
      throw new AssertionError();
    }

    @Override
    public void reset(long seed, float[] observation) {}

    @Override
    public Outcome step(float[] action, float[] observation) {
      return Outcome.running(0);
    }
  }

  @Test
  void classIsMadeByItsName() {
    try (VectorEnvironment environment = Environments.make(COUNTER, 3)) {
      assertThat(environment.copies()).isEqualTo(3);
      assertThat(environment.name()).isEqualTo("Counter");
    }
  }

  @Test
  void missingClassIsAnsweredWithTheOptionToGive() {
    assertThatThrownBy(() -> Environments.make("no.such.Thing", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no class no.such.Thing; say where it is with --classpath");
    EnvironmentRequest elsewhere =
        EnvironmentRequest.of("no.such.Thing", 1).with("classpath", System.getProperty("user.dir"));
    assertThatThrownBy(() -> Environments.make(elsewhere))
        .hasMessageContaining("there is no class");
    assertThatThrownBy(() -> Environments.make(elsewhere.with("classpath", "missing.jar")))
        .hasMessage("--classpath: missing.jar does not exist");
  }

  @ParameterizedTest
  @ValueSource(classes = {NoEnvironment.class, ClassProviderTest.class, Comparable.class})
  void classThatIsNoEnvironmentIsRefused(Class<?> type) {
    assertThatThrownBy(() -> Environments.make(type.getName(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.getName());
  }

  @Test
  void classThatIsNoEnvironmentIsNotEvenInitialised() {
    assertThatThrownBy(() -> Environments.make(Trap.class.getName(), 1))
        .hasMessageContaining("is no environment");
    assertThat(System.getProperty(Trap.SPRUNG)).isNull();
  }

  @Test
  void failingConstructorIsTheEnvironmentsFailure() {
    assertThatThrownBy(() -> Environments.make(Broken.class.getName(), 1))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no database");
  }
}
