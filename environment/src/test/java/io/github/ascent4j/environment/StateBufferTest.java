package io.github.ascent4j.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StateBufferTest {
  /** Whatever there is to write, at changing places. */
  private static void write(DataOutput out) throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      switch (random.nextInt(14)) {
        case 0 -> out.write(random.nextInt());
        case 1 -> out.write(new byte[random.nextInt(300)]);
        case 2 -> out.write(new byte[] {1, 2, 3, 4}, 1, 2);
        case 3 -> out.writeBoolean(random.nextBoolean());
        case 4 -> out.writeByte(random.nextInt());
        case 5 -> out.writeShort(random.nextInt());
        case 6 -> out.writeChar(random.nextInt());
        case 7 -> out.writeInt(random.nextInt());
        case 8 -> out.writeLong(random.nextLong());
        case 9 -> out.writeFloat(i == 9 ? Float.NaN : random.nextFloat());
        case 10 -> out.writeDouble(random.nextGaussian());
        case 11 -> out.writeBytes("bytes");
        case 12 -> out.writeChars("chärs");
        default -> out.writeUTF("ütf\u0000" + i);
      }
    }
  }

  @Test
  void bytesAreThoseOfADataOutputStream() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    write(new DataOutputStream(expected));
    StateBuffer buffer = new StateBuffer();
    for (int i = 0; i < 2; i++) {
      buffer.clear();
      write(buffer);
      assertThat(buffer.toByteArray()).isEqualTo(expected.toByteArray());
    }
  }
}
