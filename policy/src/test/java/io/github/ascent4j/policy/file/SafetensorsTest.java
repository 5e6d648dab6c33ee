package io.github.ascent4j.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
  @TempDir private Path folder;

  private static TensorFile small() {
    return new TensorFile(
        Map.of("b", "2", "a", "one ü \"\n"),
        List.of(
            Tensor.of("z", List.of(2, 1), new float[] {1.5f, -0f}),
            Tensor.of("bytes", List.of(3), new byte[] {1, -1, 0}),
            Tensor.of("a", 7L, Long.MIN_VALUE),
            Tensor.of("d", List.of(), new double[] {Math.PI})));
  }

  private static byte[] bytes(TensorFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, file);
    return out.toByteArray();
  }

  private static TensorFile read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), "test");
  }

  /** A file with the given header as it is and so many bytes of data. */
  private static byte[] crafted(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static byte[] craftedTensors(String tensors, int data) {
    return crafted("{\"__metadata__\":{\"ascent4j.sha256\":\"0\"}," + tensors + "}", data);
  }

  @Test
  void contentComesBack() throws IOException {
    TensorFile file = read(bytes(small()));
    assertThat(file).isEqualTo(small());
    assertThat(file.metadata()).containsOnly(Map.entry("a", "one ü \"\n"), Map.entry("b", "2"));
    assertThat(file.floats("z", List.of(2, 1))).containsExactly(1.5f, -0f);
    assertThat(file.longs("a", List.of(2))).containsExactly(7, Long.MIN_VALUE);
    assertThat(file.doubles("d", List.of())).containsExactly(Math.PI);
    assertThat(file.bytes("bytes", List.of(3))).containsExactly(1, -1, 0);
  }

  @Test
  void emptyFilesAndTensorsComeBack() throws IOException {
    TensorFile nothing = new TensorFile(Map.of(), List.of());
    assertThat(read(bytes(nothing))).isEqualTo(nothing);
    TensorFile empty =
        new TensorFile(
            Map.of(),
            List.of(
                Tensor.of("x", List.of(0, 3), new float[0]),
                Tensor.of("w", 1f),
                Tensor.of("y", new float[0])));
    assertThat(read(bytes(empty))).isEqualTo(empty);
  }

  @Test
  void layoutIsAlignedAndSorted() throws IOException {
    byte[] bytes = bytes(small());
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(bytes).hasSize((int) (8 + header + 8 + 16 + 8 + 3));
    String text = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
    assertThat(text).startsWith("{\"__metadata__\":{\"a\":");
    assertThat(small().tensors().stream().map(Tensor::name))
        .containsExactly("a", "d", "z", "bytes");
    assertThat(text).contains("\"z\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[24,32]}");
  }

  @Test
  void sameContentGivesTheSameBytesInWhateverOrder() throws IOException {
    List<Tensor> reversed = List.copyOf(small().tensors());
    TensorFile other =
        new TensorFile(
            small().metadata(),
            List.of(reversed.get(3), reversed.get(1), reversed.get(2), reversed.get(0)));
    assertThat(bytes(other)).isEqualTo(bytes(small()));
  }

  @Test
  void everyFlippedByteIsAnErrorOrTheSameContent() throws IOException {
    byte[] good = bytes(small());
    int unnoticed = 0;
    for (int i = 0; i < good.length; i++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) flip;
        try {
          assertThat(read(bad)).isEqualTo(small());
          // White space and hexadecimal digits of escapes have several spellings.
          unnoticed++;
        } catch (PolicyFileException e) {
          assertThat(e).hasMessageStartingWith("test: ");
        }
      }
    }
    assertThat(unnoticed).isLessThan(100);
  }

  @Test
  void everyTruncationAndExtensionIsAnError() throws IOException {
    byte[] good = bytes(small());
    for (int length = 0; length < good.length; length++) {
      byte[] bad = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> read(bad)).isInstanceOf(PolicyFileException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length + 1)))
        .hasMessageContaining("bytes follow the last tensor");
  }

  @Test
  void fileOfAnotherLengthIsReportedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, small());
    assertThat(Safetensors.read(file)).isEqualTo(small());
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length - 1));
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(
            "it has " + (good.length - 1) + " bytes, but its header describes " + good.length);
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageEndingWith("does not exist; check the path");
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("is no file");
  }

  @Test
  void foreignFileIsToldFromADamagedOne() throws IOException {
    byte[] foreign =
        crafted("{\"w\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2);
    assertThatThrownBy(() -> read(foreign)).hasMessageContaining("is not an Ascent4J file");
    byte[] damaged = bytes(small());
    damaged[damaged.length - 1] ^= 1;
    assertThatThrownBy(() -> read(damaged))
        .hasMessage(
            "test: damaged: its content does not match its checksum; use another copy of the"
                + " file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'v':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}` | 12 | starts at 4",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'v':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}` | 8 | starts at 0",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}` | 16 | starts at 8",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}` | 8 | from -8 to 0",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}` | 8 | from 8 to 0",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,7]}` | 8 | 8 bytes lies from 0 to 7",
        "`'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}` | 8 | negative dimension",
        "`'w':{'dtype':'F32','shape':[-2,-1],'data_offsets':[0,8]}` | 8 | negative dimension",
        "`'w':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,8]}` | 8 | 32 bits",
        "`'w':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}` | 0 | more",
        "`'w':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8589934588]}` | 8 | more",
        "`'w':{'dtype':'U8','shape':[2147483647],'data_offsets':[0,2147483647]}` | 8 | more",
        "`'w':{'dtype':'U8','shape':[2147483639],'data_offsets':[0,2147483639]}` | 8 | too early",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,9223372036854775807]}` | 8 | lies",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}` | 8 | two offsets",
        "`'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}` | 8 | unknown member",
        "`'w':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}` | 4 | w.dtype is \"F16\"",
        "`'w':{'dtype':'F32','shape':[2]}` | 8 | w has no \"data_offsets\"",
        "`'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}` | 4 | is there twice",
        "`'w':[]` | 0 | w is an array; expected an object",
        "`'w':1e999` | 0 | expected an object",
      })
  void hostileTensorsAreRefused(String tensors, int data, String message) {
    byte[] bytes = craftedTensors(tensors.replace('\'', '"'), data);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageStartingWith("test: damaged: ")
        .hasMessageContaining(message);
  }

  @Test
  void hostileHeadersAreRefused() {
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 1L << 62, 1 << 25}) {
      byte[] bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(PolicyFileException.class)
          .hasMessageContaining("its header length is " + Long.toUnsignedString(length));
    }
    assertThatThrownBy(() -> read(crafted("[1]", 0))).hasMessageContaining("start with {");
    assertThatThrownBy(() -> read(crafted("{\"__metadata__\":[1]}", 0)))
        .hasMessageContaining("__metadata__ is an array");
    assertThatThrownBy(() -> read(crafted("{\"__metadata__\":{\"a\":1}}", 0)))
        .hasMessageContaining("__metadata__.a is 1; expected a string");
    assertThatThrownBy(() -> read(crafted("{\"a\":" + "[".repeat(1_000_000), 0)))
        .hasMessageContaining("nested deeper than 64");
    assertThatThrownBy(() -> read(crafted("{\"a\":[" + "[],".repeat(5_000_000) + "[]]}", 0)))
        .hasMessageContaining("more than 500000 values");
    byte[] latin = crafted("{\"a\":\"x\"}", 0);
    latin[14] = (byte) 0xe9;
    assertThatThrownBy(() -> read(latin)).hasMessageContaining("not UTF-8");
  }

  @Test
  void endlessStreamIsNotReadBeyondWhatItsHeaderSays() {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertThatThrownBy(() -> Safetensors.read(zeros, "zeros"))
        .hasMessageContaining("its header length is 0");
  }

  @Test
  void streamIsNotTrustedForItsSize() {
    // 2 GB are announced, 8 bytes follow: nothing near the announced size may be allocated.
    byte[] bytes =
        craftedTensors(
            "\"w\":{\"dtype\":\"U8\",\"shape\":[2000000000],\"data_offsets\":[0,2000000000]}", 8);
    long before = used();
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("it ends too early");
    assertThat(used() - before).isLessThan(200_000_000);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void impossibleContentIsRefused() {
    assertThatThrownBy(() -> Tensor.of("w", List.of(2, 2), new float[3]))
        .hasMessage("tensor w of shape [2, 2] has 4 elements, but got 3");
    assertThatThrownBy(
            () -> new TensorFile(Map.of(), List.of(Tensor.of("w", 1f), Tensor.of("w", 2f))))
        .hasMessageContaining("two tensors have the name w");
    assertThatThrownBy(() -> new TensorFile(Map.of("ascent4j.sha256", "0"), List.of()))
        .hasMessageContaining("leave it out");
    assertThatThrownBy(() -> new TensorFile(Map.of(), List.of(Tensor.of("__metadata__", 1f))))
        .hasMessageContaining("choose another");
    assertThatThrownBy(() -> bytes(new TensorFile(Map.of("a", "\ud800"), List.of())))
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> bytes(new TensorFile(Map.of("\ud800", "a"), List.of())))
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> bytes(new TensorFile(Map.of("a", "x".repeat(17 << 20)), List.of())))
        .hasMessageContaining("can be read back");
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    TensorFile file = read(bytes(small()));
    assertThatThrownBy(() -> file.floats("q", List.of(2)))
        .isInstanceOf(PolicyFileException.class)
        .hasMessage("test: has no tensor q F32[2]");
    assertThatThrownBy(() -> file.floats("z", List.of(2)))
        .hasMessage("test: has tensor z F32[2, 1] in place of F32[2]");
    assertThatThrownBy(() -> file.doubles("z", List.of(2, 1)))
        .hasMessage("test: has tensor z F32[2, 1] in place of F64[2, 1]");
    assertThatThrownBy(() -> file.metadata("q")).hasMessage("test: has no metadata \"q\"");
    assertThatThrownBy(() -> file.find("z").orElseThrow().longs())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was asked for as I64");
  }
}
