package io.github.ascent4j.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Data flows one way: environment, rollout, advantage, loss, engine, policy. */
class ArchitectureTest {
  private static final String ROOT = "io.github.ascent4j.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT + "core", ROOT + "policy");

  @Test
  void policyNeedsNothingButJavaBase() {
    Set<String> allowed = new HashSet<>(Object.class.getModule().getPackages());
    // These annotations are for the compiler and need not be there at run time.
    allowed.add("org.jspecify.annotations");
    allowed.add(ROOT + "policy..");
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + "policy..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(allowed.toArray(String[]::new)));
  }

  @Test
  void coreKnowsNoEnvironmentsAndNoCommand() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "envs..", ROOT + "cli..", ROOT + "benchmarks.."));
  }

  @Test
  void environmentStandsAlone() {
    check(
        noDependency(
            "environment",
            "rollout",
            "advantage",
            "loss",
            "engine",
            "schedule",
            "checkpoint",
            "logging",
            "evaluation",
            "ppo"));
  }

  @Test
  void rolloutKnowsNoLossAndNoAlgorithm() {
    check(noDependency("rollout", "loss", "ppo"));
  }

  @Test
  void advantageAndLossArePureFunctions() {
    check(noDependency("advantage", "environment", "rollout", "ppo", "engine"));
    check(noDependency("loss", "environment", "rollout", "ppo", "engine"));
  }

  @Test
  void engineKnowsNoReinforcementLearning() {
    check(noDependency("engine", "environment", "rollout", "advantage", "loss", "ppo"));
  }

  @Test
  void onlyAlgorithmsUseAlgorithms() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                core(
                    "environment",
                    "rollout",
                    "advantage",
                    "loss",
                    "engine",
                    "schedule",
                    "checkpoint",
                    "logging",
                    "evaluation"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(core("ppo")));
  }

  @Test
  void packagesOfCoreFormNoCycle() {
    check(slices().matching(ROOT + "core.(*)..").should().beFreeOfCycles());
  }

  private static ArchRule noDependency(String station, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "core." + station + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(core(others));
  }

  private static String[] core(String... stations) {
    return Arrays.stream(stations).map(s -> ROOT + "core." + s + "..").toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
