package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's commands and settings exist. */
class GuideTest {
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern SETTINGS =
      Pattern.compile("`((?:policy|sampling)\\.[a-z]+(?:\\.[a-zA-Z]+)?)(?:=[a-z0-9]+)?`");

  @Test
  void everyCommandAndSettingIsOne(@TempDir Path folder) throws IOException {
    String guide = Files.readString(Path.of("../docs/memory-images-and-actions.md"));
    PageNames names = new PageNames(folder.resolve("run"));
    List<String> commands =
        COMMANDS
            .matcher(guide)
            .results()
            .map(block -> block.group(1).replaceAll("\\\\\\s+", "").strip().substring(2))
            .toList();
    assertThat(commands).hasSize(3).allMatch(names::has);
    List<String> settings =
        SETTINGS.matcher(guide).results().map(setting -> setting.group(1)).toList();
    assertThat(settings)
        .hasSizeGreaterThan(8)
        .allMatch(name -> names.has(name) || names.has("PpoConfig." + name));
  }
}
