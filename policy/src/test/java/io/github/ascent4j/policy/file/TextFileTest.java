package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  private static final String TEXT = "{\"name\":\"größer\"}";

  @TempDir private Path folder;

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  @Test
  void byteOrderMarkIsNoPartOfTheText() throws IOException {
    Path marked = written(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8));
    assertThat(TextFile.read(marked)).isEqualTo(TEXT);
    assertThat(TextFile.readDamaged(marked, 1000)).isEqualTo(TEXT);
    Path plain = written(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(TextFile.read(plain)).isEqualTo(TEXT);
    assertThat(TextFile.read(written(new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreNamed(String charset) throws IOException {
    Path file = written(("\ufeff" + TEXT).getBytes(Charset.forName(charset)));
    String message = file + ": is " + charset.substring(0, 6) + " text; save it as UTF-8";
    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(PolicyFileException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> TextFile.readDamaged(file, 1000)).hasMessage(message);
  }

  @Test
  void damageIsRefusedOrReplaced() throws IOException {
    Path file = written(new byte[] {'a', (byte) 0xff, 'b'});
    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("not UTF-8");
    assertThat(TextFile.readDamaged(file, 1000)).isEqualTo("a\ufffdb");
  }
}
