package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of the guide to one's own environment exist. */
class OwnEnvironmentGuideTest {
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyCommandIsOne() throws IOException {
    String guide = Files.readString(Path.of("../docs/your-own-environment.md"));
    List<String> commands =
        COMMANDS.matcher(guide).results().flatMap(block -> block.group(1).lines()).toList();
    assertThat(commands).hasSize(5).allMatch(command -> command.startsWith("./ascent "));
    for (String command : commands) {
      String[] arguments = command.substring("./ascent ".length()).split(" ");
      assertThatCode(() -> Ascent.commandLine().parseArgs(arguments))
          .as(command)
          .doesNotThrowAnyException();
    }
  }
}
