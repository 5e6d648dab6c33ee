package io.github.ascent4j.simd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.Window;
import org.junit.jupiter.api.Test;

/** The engine reads programs: what operations are made of, and nothing of what is learnt. */
final class SimdArchitectureTest {
  private static final String ROOT = "io.github.ascent4j.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages(ROOT + "simd");

  @Test
  void noDescriptionOfANetworkIsInterpretedHere() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "policy.network..")
                .and(not(belongToAnyOf(ActivationFunction.class, Window.class))))
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoReinforcementLearning() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "core..")
                .and(not(resideInAnyPackage(ROOT + "core.engine..", ROOT + "core.exchange.."))))
        .check(CLASSES);
  }
}
