package io.github.ascent4j.core.logging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * TensorBoard's protocol buffer {@code Event}, as far as scalars need it; the numbers are those of
 * the fields in {@code event.proto} and {@code summary.proto}.
 */
final class TensorBoardEvent {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE_VALUE = 2;
  private static final int SESSION_LOG_STATUS = 1;
  private static final int START = 1;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private TensorBoardEvent() {}

  /** What the first event of a file says. */
  static byte[] fileVersion(double wallTime) {
    TensorBoardEvent event = at(wallTime, 0);
    event.bytes(FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    return event.out.toByteArray();
  }

  /** Makes readers forget what earlier files say of {@code step} and the steps after it. */
  static byte[] start(double wallTime, long step) {
    TensorBoardEvent status = new TensorBoardEvent();
    status.tag(SESSION_LOG_STATUS, VARINT);
    status.varint(START);
    TensorBoardEvent event = at(wallTime, step);
    event.bytes(SESSION_LOG, status.out.toByteArray());
    return event.out.toByteArray();
  }

  /** The figures that are numbers, as floats. */
  static byte[] scalars(double wallTime, long step, Map<String, Double> figures) {
    TensorBoardEvent summary = new TensorBoardEvent();
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      if (!figure.getValue().isNaN()) {
        TensorBoardEvent value = new TensorBoardEvent();
        value.bytes(VALUE_TAG, figure.getKey().getBytes(StandardCharsets.UTF_8));
        value.tag(VALUE_SIMPLE_VALUE, FIXED32);
        value.fixed(Float.floatToIntBits(figure.getValue().floatValue()), Float.BYTES);
        summary.bytes(SUMMARY_VALUE, value.out.toByteArray());
      }
    }
    TensorBoardEvent event = at(wallTime, step);
    event.bytes(SUMMARY, summary.out.toByteArray());
    return event.out.toByteArray();
  }

  private static TensorBoardEvent at(double wallTime, long step) {
    TensorBoardEvent event = new TensorBoardEvent();
    event.tag(WALL_TIME, FIXED64);
    event.fixed(Double.doubleToLongBits(wallTime), Double.BYTES);
    if (step != 0) {
      event.tag(STEP, VARINT);
      event.varint(step);
    }
    return event;
  }

  private void bytes(int field, byte[] content) {
    tag(field, BYTES);
    varint(content.length);
    out.writeBytes(content);
  }

  private void tag(int field, int type) {
    varint((field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void fixed(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }
}
