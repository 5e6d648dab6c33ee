package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's commands and settings exist. */
class GuideTest {
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern SETTINGS =
      Pattern.compile("`((?:policy|sampling)\\.[a-z]+(?:\\.[a-zA-Z]+)?)(?:=[a-z0-9]+)?`");

  /** The lines of a page that are to be typed, without the folder that the script is in. */
  private static List<String> commands(String page) {
    return COMMANDS
        .matcher(page)
        .results()
        .flatMap(block -> block.group(1).replaceAll("\\\\\\s+", "").lines())
        .map(line -> line.replaceFirst("^\\./", "").replaceFirst("\\s+#.*", "").strip())
        .filter(line -> line.startsWith("ascent "))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"memory-images-and-actions, 3, 8", "continuing, 3, 0"})
  void everyCommandAndSettingIsOne(
      String page, int commands, int fewestSettings, @TempDir Path folder) throws IOException {
    String guide = Files.readString(Path.of("../docs/" + page + ".md"));
    PageNames names = new PageNames(folder.resolve("run"));
    assertThat(commands(guide)).hasSize(commands).allMatch(names::has);
    List<String> settings =
        SETTINGS.matcher(guide).results().map(setting -> setting.group(1)).toList();
    assertThat(settings)
        .hasSizeGreaterThanOrEqualTo(fewestSettings)
        .allMatch(name -> names.has(name) || names.has("PpoConfig." + name));
  }
}
