package io.github.ascent4j.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.environment.VectorEnvironment;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a child sends is believed only as far as it makes sense. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileChildTest {
  @TempDir private Path folder;

  private VectorEnvironment hostile(String how) throws IOException {
    Python.require();
    Path file = folder.resolve("python");
    Files.writeString(file, "#!/bin/sh\nexec python3 '" + Python.resource("hostile.py") + "'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Python.make(Python.named("gym:x:" + how, 1, "python", file.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "negative, a reply of -1 bytes",
    "huge, a reply of 2147483647 bytes",
    "empty promise, ended with exit code 0",
    "kind, a reply of kind 77 where 101 is due",
    "greeting, a greeting of another program",
    "short, a description of spaces that ends too early",
    "long, a damaged description of spaces",
    "dimensions, every dimension must be at least 1",
    "fault, a failure that cannot be read"
  })
  void aSenselessStartIsRefused(String how, String message) {
    assertThatThrownBy(() -> hostile(how).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "batch short, a reply of 16 bytes for 1 copies",
    "batch long, a reply of 48 bytes for 1 copies",
    "flags, the flags 9",
    "no final, 0 final observations for 1 ends",
    "half, ended with exit code 0"
  })
  void aSenselessBatchIsRefused(String how, String message) throws IOException {
    try (VectorEnvironment environment = hostile(how)) {
      StepBatch batch = new StepBatch(environment);
      assertThatThrownBy(() -> environment.reset(0, batch))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(() -> environment.reset(0, batch))
          .isInstanceOf(EnvironmentException.class);
    }
  }

  @Test
  void damagedDescriptionsAreRefusedWhateverTheDamage() {
    Random random = new Random(1);
    int accepted = 0;
    for (int round = 0; round < 4_000; round++) {
      ByteBuffer bytes = ByteBuffer.allocate(120).order(ByteOrder.nativeOrder());
      bytes.putInt(5).putInt(2);
      bytes.putInt(1).put((byte) 'a').putInt(1).putInt(0).putInt(1).putInt(2).putInt(0);
      bytes.putFloat(-1).putFloat(-1).putFloat(1).putFloat(1);
      bytes.putInt(1).put((byte) 'b').putInt(3).putInt(2).putLong(3).putLong(4);
      bytes.flip();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
      }
      bytes.limit(bytes.limit() - (random.nextInt(4) == 0 ? random.nextInt(30) : 0));
      try {
        new SpaceReader(bytes).next();
        accepted++;
      } catch (IllegalArgumentException | BufferUnderflowException e) {
        continue;
      }
    }
    // Some damage is to names and bounds only.
    assertThat(accepted).isBetween(1, 3_800);
  }
}
