package io.github.ascent4j.mujoco;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.mujoco.binding.MujocoLibrary;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that are skipped without libmujoco, unless ASCENT_TESTS_REQUIRE names mujoco. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsMujoco.Check.class)
public @interface NeedsMujoco {
  /** Looks for the library before the first test. */
  final class Check implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      try {
        MujocoLibrary.get();
      } catch (EnvironmentException e) {
        String required = System.getenv().getOrDefault("ASCENT_TESTS_REQUIRE", "");
        if (List.of(required.split(",")).contains("mujoco")) {
          throw e;
        }
        Assumptions.abort(e.getMessage());
      }
    }
  }
}
