package io.github.ascent4j.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Data flows one way: environment, rollout, advantage, loss, engine, policy; see each package. */
class ArchitectureTest {
  private static final String ROOT = "io.github.ascent4j.";
  private static final String[] ALGORITHMS = {
    "a2c", "npg", "policygradient", "ppo", "reinforce", "trpo", "vpg"
  };
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
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

  /** Threads are a tool of their own, which may be used anywhere. */
  @Test
  void environmentStandsAlone() {
    check(
        noDependency(
            "environment",
            "agent",
            "rollout",
            "advantage",
            "loss",
            "engine",
            "schedule",
            "config",
            "random",
            "checkpoint",
            "logging",
            "evaluation",
            "training"));
  }

  @Test
  void environmentsByNameAndSimulatorsKnowNothingOfLearning() {
    String[] learning = {
      "agent", "rollout", "advantage", "loss", "engine", "schedule", "evaluation", "logging"
    };
    check(noDependency("catalog", learning));
    check(noDependency("simulator", learning));
    check(noDependency("check", learning));
    check(noDependency("check", "catalog", "simulator", "training"));
    check(noDependency("environment", "catalog", "check", "simulator"));
    check(noDependency("scene", "environment", "catalog", "simulator"));
  }

  @Test
  void agentKnowsAnEngineAndNothingOfLearning() {
    check(
        noDependency(
            "agent", "environment", "rollout", "advantage", "loss", "checkpoint", "evaluation"));
  }

  @Test
  void rolloutKnowsNoAdvantageAndNoLoss() {
    check(noDependency("rollout", "advantage", "loss", "evaluation", "checkpoint"));
  }

  @Test
  void advantageAndLossArePureFunctions() {
    String[] others = {
      "environment", "agent", "rollout", "engine", "random", "schedule", "config", "checkpoint"
    };
    check(noDependency("advantage", others));
    check(noDependency("loss", others));
    check(noDependency("advantage", "loss"));
    check(noDependency("loss", "advantage"));
  }

  @Test
  void engineKnowsNoReinforcementLearning() {
    check(
        noDependency(
            "engine",
            "environment",
            "agent",
            "rollout",
            "advantage",
            "loss",
            "schedule",
            "checkpoint",
            "evaluation"));
  }

  @Test
  void toolsStandAlone() {
    String[] stations = {
      "environment", "agent", "rollout", "advantage", "loss", "engine", "evaluation"
    };
    for (String tool :
        List.of(
            "callback",
            "concurrent",
            "random",
            "scene",
            "schedule",
            "config",
            "logging",
            "checkpoint")) {
      check(noDependency(tool, stations));
    }
  }

  /** An algorithm is reached through what all share, and never from there or from another one. */
  @Test
  void algorithmsKnowNothingOfOneAnother() {
    for (String algorithm : ALGORITHMS) {
      check(
          noClasses()
              .that()
              .resideInAPackage(ROOT + "core..")
              .and()
              .resideOutsideOfPackage(ROOT + "core." + algorithm + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(core(algorithm)));
    }
  }

  /** The loop stands above all stations; above it only algorithms, and what watches a training. */
  @Test
  void noStationKnowsTheTrainingLoop() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .and()
            .resideOutsideOfPackages(core("training", "monitor"))
            .and()
            .resideOutsideOfPackages(core(ALGORITHMS))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(core("training")));
  }

  /** A new package has to be given its place in the rules above. */
  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = new TreeSet<>();
    CLASSES.stream()
        .map(c -> c.getPackageName())
        .filter(name -> name.startsWith(ROOT + "core."))
        .forEach(name -> packages.add(name.substring((ROOT + "core.").length())));
    assertThat(packages)
        .containsExactly(
            "a2c",
            "advantage",
            "agent",
            "callback",
            "catalog",
            "check",
            "checkpoint",
            "concurrent",
            "config",
            "engine",
            "engine.simd",
            "environment",
            "evaluation",
            "logging",
            "loss",
            "monitor",
            "npg",
            "policygradient",
            "ppo",
            "random",
            "reinforce",
            "rollout",
            "scene",
            "schedule",
            "simulator",
            "training",
            "trpo",
            "vpg");
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
