package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every sentence of {@code docs/security.md} has a test, and there is only one way to make things.
 */
class SecurityPageTest {
  private static final Path PAGE = Path.of("../docs/security.md");
  private static final Path SOURCES = Path.of("src/main/java/io/github/ascent4j/cli");

  private static final Pattern TEST =
      Pattern.compile("(?s)@(?:Parameterized)?Test\\b(?:(?!\\bvoid ).)*\\bvoid (\\w+)\\(");

  /** The beginning of each sentence, and the tests that stand behind it. */
  private static final String TESTS =
      """
      Opening one runs nothing | cli.HostileFilesTest#whatIsReadIsNotMade
      It may name an environment that is part | cli.TrustTest#builtInEnvironmentAndItsNumbersAreForAnyFile
      Wrappers it may name as well | cli.WrapTest#wrappersOfAFileOpenNothing
      All else is refused with exit code 2 | cli.TrustTest#policyRunsNothingOfItsOwn
      The error ends with the line to type | cli.TrustTest#lineToTypeIsWhatWasTypedAndTheWord
      `--trust`, or the same said | cli.TrustTest#wordOfTheUserIsEnough cli.trust.ForeignEnvironmentTest#whatWasTypedTakesThePlaceOfWhatIsRefused
      A name that was typed does not | cli.TrustTest#nameThatWasTypedIsNoLicenceForOptions
      A file that was damaged | cli.AgentCommandsTest#damagedFilesAreRefusedWithoutAStackTrace
      An option that a module adds | cli.trust.ForeignEnvironmentTest#optionsAreClosedToFilesUnlessTheirModuleSaysOtherwise
      What `config.json` says | cli.TrustTest#runsConfigRunsNothingOfItsOwn
      `ascent plot` makes no environment | cli.HostileFilesTest#whatIsReadIsNotMade
      An algorithm is found | cli.OwnAlgorithmTest#goesOnWithItsClassPathToTheSameBits
      So is an engine | cli.ResumeCommandTest#runOfAnEngineThatIsNotHereSaysWhichThereAre
      A `checkpoints` folder or a `.lock` | cli.HostileFilesTest#linkedFolderOfCheckpointsIsNeitherFilledNorCleared cli.HostileFilesTest#linkedLockMakesNothing
      Any other file of a run | cli.HostileFilesTest#linkedFilesAreReplacedAndNotFollowed
      A run that you reach through a link | cli.HostileFilesTest#runThatItsUserReachesThroughALinkGoesOn
      What is told to type next | cli.HostileFilesTest#summaryPutsNoWordsIntoLinesToType
      Its environment is that of the run around it | cli.TrustTest#checkpointIsAsItsRunIs
      One that was damaged is passed over | cli.ResumeCommandTest#damagedNewestCheckpointIsPassedOverWithAWarning
      No byte of it reaches an emulator's | atari.AtariProviderTest#theEmulatorsOwnStateIsNotLoaded
      What was done in an episode | environment.simulator.SimulatorCopiesTest#whatASavedEpisodeDidIsCheckedBeforeTheSimulatorSeesIt gymnasium.SavedStateTest#damagedStatesAreRefused atari.AtariProviderTest#damagedStateOfTheEmulatorIsRefused
      Of a MuJoCo simulation | mujoco.MujocoSimulationTest#stateThatHoldsWhatIsNoNumberIsRefused mujoco.MujocoSimulationTest#stateOfAnotherModelIsRefused
      Options of the environment that the file names | cli.TrustTest#optionsOfAForeignConfigReachNoOtherEnvironment
      For the same environment they | cli.TrustTest#nameThatWasTypedIsNoLicenceForOptions
      A class that was named | cli.environment.ClassProviderTest#classThatIsNoEnvironmentIsNotEvenInitialised
      Python finds no modules | gymnasium.ModulePathTest#modulesOfTheCurrentFolderAreNotImported
      Of `PYTHONPATH` | gymnasium.ModulePathTest#ofPythonPathOnlyWholePathsAreTaken
      Its processes end with the program | gymnasium.ClosingTest#theProcessesOfAKilledJvmEndWhateverTheyDo
      What you have trained | cli.TrustTest#runsOfThisUserNeedNoWord
      Such a run holds a mark | cli.trust.ForeignEnvironmentTest#markIsACodeOverNameAndOptions
      So a mark that is copied | cli.TrustTest#markHoldsForNothingElse
      Paths are made absolute | cli.trust.ForeignEnvironmentTest#pathsThatWereTypedAreKeptAbsolute cli.trust.ForeignEnvironmentTest#keywordsAreKeptAsTheyWereTyped
      A mark is neither made for | cli.trust.ForeignEnvironmentTest#markOfARelativePathIsNeitherMadeNorBelieved
      The key is in `ascent/run.key` | cli.trust.UserKeyTest#isInTheUsersConfiguration
      It is made when a mark is first needed | cli.trust.ForeignEnvironmentTest#whatAnyFileMayNameHasNoMarkAndNeedsNoKey
      Nobody else may read it | cli.trust.UserKeyTest#isMadeOnceAndForItsUserAlone cli.trust.UserKeyTest#thatOthersMayReadOrWriteIsNotUsed
      Where no key can be made | cli.TrustTest#trainingGoesOnWhereNothingCanBeMarked
      On another machine | cli.trust.ForeignEnvironmentTest#markOfAnotherUserIsNone
      To resume a run with it | cli.TrustTest#trustingARunOnceIsEnough
      Names and values of a file | cli.HostileFilesTest#namesOfAPolicySteerNoTerminalAndFillNone cli.HostileFilesTest#namesOfARunSteerNoTerminalAndFillNone
      So they are in JSON | cli.text.VisibleTextTest#whatSteersATerminalIsWrittenOut
      A message is a few lines long | cli.text.VisibleTextTest#messageIsAFewLinesWithItsBeginningAndItsEnd
      Labels of a picture | cli.HostileFilesTest#pictureHoldsNoMarkupOfARun
      JSON has at most | policy.file.JsonTest#depthLengthAndNumberOfValuesAreLimited
      The header of a safetensors file | policy.file.SafetensorsTest#hostileHeadersAreRefused policy.file.SafetensorsTest#hostileTensorsAreRefused
      A file larger than the memory | cli.HostileFilesTest#fileLargerThanAnyIsNotRead
      `metrics.csv` is read up to | cli.HostileFilesTest#tableOfMillionsOfRowsIsNotRead
      """;

  /** The sentences below the introduction, each on one line. */
  private static List<String> sentences() throws IOException {
    List<String> sentences = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    String page = Files.readString(PAGE);
    for (String line : page.substring(page.indexOf("\n## ")).lines().toList()) {
      if (line.isBlank() || line.startsWith("#") || line.startsWith("- ")) {
        split(paragraph, sentences);
      }
      if (!line.startsWith("#")) {
        paragraph.append(' ').append(line.replaceFirst("^- ", "").strip());
      }
    }
    split(paragraph, sentences);
    return sentences;
  }

  private static void split(StringBuilder paragraph, List<String> sentences) {
    String text = paragraph.toString().strip();
    paragraph.setLength(0);
    for (String sentence : text.split("(?<=[.!?]) (?=[A-Z`])")) {
      if (!sentence.isBlank()) {
        sentences.add(sentence);
      }
    }
  }

  private static Map<String, List<String>> tests() {
    Map<String, List<String>> tests = new LinkedHashMap<>();
    TESTS
        .lines()
        .forEach(
            line -> {
              String[] parts = line.split(" \\| ");
              tests.put(parts[0], List.of(parts[1].split(" ")));
            });
    return tests;
  }

  @Test
  void everySentenceHasATest() throws IOException {
    List<String> beginnings = new ArrayList<>(tests().keySet());
    for (String sentence : sentences()) {
      List<String> matching = beginnings.stream().filter(sentence::startsWith).toList();
      assertThat(matching).as("%s needs a test and a line in here", sentence).hasSize(1);
      beginnings.remove(matching.getFirst());
    }
    assertThat(beginnings).as("sentences that are no longer there").isEmpty();
  }

  @Test
  void everyTestExists() throws IOException {
    for (List<String> tests : tests().values()) {
      for (String test : tests) {
        String[] parts = test.split("#");
        String module = parts[0].substring(0, parts[0].indexOf('.'));
        Path source =
            Path.of("..", module, "src/test/java/io/github/ascent4j")
                .resolve(parts[0].replace('.', '/') + ".java");
        assertThat(methods(Files.readString(source))).as(test).contains(parts[1]);
      }
    }
  }

  /** Names of the methods that are run as tests. */
  private static List<String> methods(String source) {
    return TEST.matcher(source).results().map(found -> found.group(1)).toList();
  }

  /** What a file names goes through one place on its way to something that is made. */
  @Test
  void nothingElseMakesEnvironments() throws IOException {
    List<Path> makers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        if (text.contains("Environments.make(") || text.contains("new EnvironmentRequest(")) {
          makers.add(SOURCES.relativize(file));
        }
      }
    }
    assertThat(makers).containsExactly(Path.of("trust/TrustedEnvironment.java"));
  }

  /** All that commands print goes through the writers that leave nothing to steer a terminal. */
  @Test
  void nothingElsePrints() throws IOException {
    List<String> printers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String text = Files.readString(file);
        for (String way : List.of("System.out", "System.err", ".getOut()", ".getErr()")) {
          if (text.contains(way)) {
            printers.add(SOURCES.relativize(file) + " " + way);
          }
        }
      }
    }
    assertThat(printers)
        .containsExactly(
            "Ascent.java System.out",
            "Ascent.java System.err",
            "Ascent.java .getErr()",
            "AscentCommand.java .getOut()",
            "AscentCommand.java .getErr()",
            "Failures.java .getErr()");
  }
}
