package io.github.ascent4j.policy.file;

/** Element type of a {@link Tensor}, by its name in safetensors. */
public enum TensorType {
  F32(4),
  F64(8),
  I64(8),
  U8(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
