package io.github.ascent4j.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.ascent4j.environment.catalog.NearNames;
import java.util.Arrays;
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
          .importPackages(ROOT + "core");

  @Test
  void coreKnowsNoEngineNoEnvironmentsAndNoCommand() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "simd..", ROOT + "envs..", ROOT + "cli..", ROOT + "benchmarks.."));
  }

  @Test
  void policyKnowsAnEngineAndNothingOfLearning() {
    check(noDependency("policy", "rollout", "advantage", "loss", "update", "evaluation"));
    check(knowsNoEnvironment("policy"));
  }

  @Test
  void rolloutKnowsNoAdvantageAndNoLoss() {
    check(noDependency("rollout", "advantage", "loss", "update", "evaluation"));
  }

  @Test
  void advantageAndLossArePureFunctions() {
    String[] others = {"policy", "rollout", "engine", "random", "schedule", "config", "update"};
    for (String station : List.of("advantage", "loss")) {
      check(noDependency(station, others));
      check(knowsNoEnvironment(station));
    }
    check(noDependency("advantage", "loss"));
    check(noDependency("loss", "advantage"));
  }

  @Test
  void engineKnowsNoReinforcementLearning() {
    check(
        noDependency(
            "engine",
            "policy",
            "rollout",
            "advantage",
            "loss",
            "schedule",
            "update",
            "evaluation"));
    check(knowsNoEnvironment("engine"));
    // It is given a program, and not what the program was made of.
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "core.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "policy.network.."));
  }

  /** What updates share is above the stations and below the loop that calls it. */
  @Test
  void updateKnowsNoEvaluationAndNoLog() {
    check(noDependency("update", "evaluation", "callback", "logging"));
    check(knowsNoEnvironment("update"));
  }

  @Test
  void toolsStandAlone() {
    String[] stations = {
      "policy", "rollout", "advantage", "loss", "engine", "update", "evaluation"
    };
    for (String tool :
        List.of(
            "callback",
            "checkpoint",
            "config",
            "exchange",
            "logging",
            "random",
            "result",
            "schedule")) {
      check(noDependency(tool, stations));
      check(knowsNoEnvironment(tool));
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

  /** The loop is watched through callbacks, by whoever is given to it. */
  @Test
  void trainingLoopKnowsNothingOfWhatWatchesIt() {
    check(noDependency("training", "evaluation", "logging", "monitor"));
    check(noDependency("checkpoint", "evaluation", "logging", "monitor"));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "core..")
            .and()
            .resideOutsideOfPackages(core("monitor"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(core("monitor")));
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
            "callback",
            "checkpoint",
            "config",
            "engine",
            "evaluation",
            "exchange",
            "logging",
            "loss",
            "monitor",
            "npg",
            "policy",
            "policygradient",
            "ppo",
            "random",
            "reinforce",
            "result",
            "rollout",
            "schedule",
            "training",
            "trpo",
            "update",
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

  /** Names like one's own are found with the catalogue's help, which is no environment. */
  private static ArchRule knowsNoEnvironment(String station) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "core." + station + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "environment..").and(not(type(NearNames.class))));
  }

  private static String[] core(String... stations) {
    return Arrays.stream(stations).map(s -> ROOT + "core." + s + "..").toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
