package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StateBytesTest {
  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] bytes = StateBytes.of(out -> out.writeLong(5));
    assertThat(bytes).hasSize(8);
    StateBytes.read(bytes, in -> assertThat(in.readLong()).isEqualTo(5));
  }

  @Test
  void bytesThatAreLeftAreAnError() {
    assertThatThrownBy(() -> StateBytes.read(new byte[9], in -> in.readLong()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 bytes of the state were not read");
  }

  @Test
  void bytesThatLackAreAnError() {
    assertThatThrownBy(() -> StateBytes.read(new byte[7], in -> in.readLong()))
        .isInstanceOf(EOFException.class);
  }
}
