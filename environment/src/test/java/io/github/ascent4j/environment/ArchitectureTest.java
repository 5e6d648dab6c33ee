package io.github.ascent4j.environment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A simulator's module depends on these two modules and gets nothing else with them. */
class ArchitectureTest {
  private static final String ROOT = "io.github.ascent4j.";
  private static final String POLICY = ROOT + "policy";
  private static final String ENVIRONMENT = ROOT + "environment";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
          .importPackages(ENVIRONMENT, POLICY);

  @Test
  void policyNeedsNothingButJavaBase() {
    check(
        classes()
            .that()
            .resideInAPackage(POLICY + "..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(javaBaseAnd(POLICY + "..")));
  }

  @Test
  void environmentNeedsNothingButJavaBaseAndSpaces() {
    check(
        classes()
            .that()
            .resideInAPackage(ENVIRONMENT + "..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(javaBaseAnd(ENVIRONMENT + "..", POLICY + ".space")));
  }

  private static String[] javaBaseAnd(String... more) {
    Set<String> packages = new HashSet<>(Object.class.getModule().getPackages());
    // These annotations are for the compiler and need not be there at run time.
    packages.add("org.jspecify.annotations");
    packages.addAll(Arrays.asList(more));
    return packages.toArray(String[]::new);
  }

  /** What users write is known to the rooms around it, and knows only threads and pictures. */
  @Test
  void environmentsKnowNoneOfTheRoomsAroundThem() {
    check(noDependency(ENVIRONMENT, "catalog", "check", "simulator", "wrapper"));
  }

  @Test
  void threadsAndPicturesStandAlone() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ENVIRONMENT + ".concurrent", ENVIRONMENT + ".scene")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ENVIRONMENT,
                ENVIRONMENT + ".catalog",
                ENVIRONMENT + ".check",
                ENVIRONMENT + ".simulator",
                ENVIRONMENT + ".wrapper",
                POLICY + ".."));
    check(noDependency(ENVIRONMENT + ".concurrent", "scene"));
    check(noDependency(ENVIRONMENT + ".scene", "concurrent"));
  }

  @Test
  void theRoomsKnowLittleOfOneAnother() {
    check(noDependency(ENVIRONMENT + ".catalog", "check", "simulator", "wrapper"));
    check(noDependency(ENVIRONMENT + ".check", "catalog", "simulator", "wrapper"));
    check(noDependency(ENVIRONMENT + ".simulator", "check", "wrapper"));
    check(noDependency(ENVIRONMENT + ".wrapper", "check", "simulator"));
  }

  /** A new package has to be given its place in the rules above. */
  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = new TreeSet<>();
    CLASSES.stream()
        .map(c -> c.getPackageName())
        .filter(name -> name.startsWith(ENVIRONMENT))
        .forEach(packages::add);
    assertThat(packages)
        .containsExactly(
            ENVIRONMENT,
            ENVIRONMENT + ".catalog",
            ENVIRONMENT + ".check",
            ENVIRONMENT + ".concurrent",
            ENVIRONMENT + ".scene",
            ENVIRONMENT + ".simulator",
            ENVIRONMENT + ".wrapper");
  }

  @Test
  void packagesFormNoCycle() {
    check(slices().matching("(" + ROOT + "environment..)").should().beFreeOfCycles());
  }

  private static ArchRule noDependency(String from, String... rooms) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(rooms).map(room -> ENVIRONMENT + "." + room).toArray(String[]::new));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
