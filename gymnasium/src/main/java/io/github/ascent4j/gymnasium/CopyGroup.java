package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.StepBatch;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/*
 * Design. One request and one reply for all copies of the group that step. The reply of n copies is
 *
 *   rewards [n] float64, infos [n,I] float64, numbers [n,F] float32, images [n,U] bytes, flags [n]
 *   bytes, zeros up to a multiple of 8, and for each copy whose episode ended, in order, its final
 *   observation: F numbers, U bytes, zeros up to a multiple of 8.
 *
 * It is read into an array that is there from the start. Its length is checked against the flags, so
 * a reply is either what it should be or refused.
 */

/**
 * The copies that one child holds. Sending and receiving are apart, so that children work at once.
 */
final class CopyGroup implements AutoCloseable {
  private static final int TERMINATED = 1;
  private static final int TRUNCATED = 2;
  private static final int MAX_PICTURE_SIDE = 1 << 14;
  private static final int ALIGNMENT = 8;

  private final PythonProcess python;
  private final int first;
  private final int copies;
  private final Space observationSpace;
  private final Space actionSpace;
  private final double framesPerSecond;
  private final int infos;
  private final int numbers;
  private final int images;
  private final int finalSize;
  private final byte[] reply;
  private final DoubleBuffer replyDoubles;
  private final FloatBuffer replyFloats;
  private final Frame request = new Frame();
  private final CRC32C hash = new CRC32C();

  /** Why the last request could not be sent, for whoever asks for its reply. */
  private @Nullable RuntimeException unsent;

  /**
   * @param infos I, how many numbers of info a step has
   */
  CopyGroup(
      PythonProcess python,
      int first,
      int copies,
      Space observationSpace,
      Space actionSpace,
      int infos,
      double framesPerSecond) {
    this.python = python;
    this.first = first;
    this.copies = copies;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.framesPerSecond = framesPerSecond;
    this.infos = infos;
    ObservationLayout layout = ObservationLayout.of(observationSpace);
    numbers = layout.numbers();
    images = layout.bytes();
    long finalBytes = align((long) numbers * Float.BYTES + images);
    long bytes = fixedBytes(copies) + copies * finalBytes;
    if (bytes > Frame.MAX_BYTES) {
      throw new IllegalArgumentException(
          copies
              + " copies of observations "
              + observationSpace
              + " are "
              + bytes
              + " bytes, more than the "
              + Frame.MAX_BYTES
              + " of a message; use fewer copies or more processes");
    }
    finalSize = (int) finalBytes;
    reply = new byte[(int) bytes];
    ByteBuffer view = ByteBuffer.wrap(reply).order(ByteOrder.nativeOrder());
    replyDoubles = view.asDoubleBuffer();
    replyFloats = view.asFloatBuffer();
  }

  /** Bytes of a reply of n copies before the final observations. */
  private long fixedBytes(int n) {
    long doubles = (1L + infos) * Double.BYTES;
    return align(n * (doubles + (long) numbers * Float.BYTES + images + 1));
  }

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  int first() {
    return first;
  }

  /** The copy behind the last one. */
  int end() {
    return first + copies;
  }

  Space observationSpace() {
    return observationSpace;
  }

  Space actionSpace() {
    return actionSpace;
  }

  /** Pictures in a second of the environment's own time. */
  double framesPerSecond() {
    return framesPerSecond;
  }

  /**
   * Asks for a reset of {@code count} copies from {@code from} on, counted over all groups, each to
   * its latest seed.
   */
  void sendReset(Episodes[] episodes, int from, int count) {
    request.begin(Frame.RESET);
    request.putInt(from - first);
    request.putInt(count);
    for (int i = from; i < from + count; i++) {
      request.putLong(episodes[i].seed());
    }
    send("a reset");
  }

  void receiveReset(Episodes[] episodes, StepBatch out, int from, int count) {
    receiveBatch(episodes, out, from, count, "a reset");
  }

  /**
   * Asks for a step of the copies {@code from .. to - 1}, counted over all groups.
   *
   * @param actions of all copies of all groups, [B,A]
   */
  void sendStep(Episodes[] episodes, float[] actions, int actionSize, int from, int to) {
    request.begin(Frame.STEP);
    request.putInt(from - first);
    request.putInt(to - from);
    for (int i = from; i < to; i++) {
      request.putLong(episodes[i].nextSeed());
    }
    request.putFloats(actions, from * actionSize, (to - from) * actionSize);
    send("a step");
  }

  void receiveStep(Episodes[] episodes, StepBatch out, int from, int to) {
    int n = to - from;
    receiveBatch(episodes, out, from, n, "a step");
    if (out.infos.length > 0) {
      replyDoubles.get(n, out.infos, from * infos, n * infos);
    }
  }

  /** Asks to lead {@code copy}, counted over all groups, to where its episodes stand. */
  void sendReplay(Episodes[] episodes, int copy) {
    request.begin(Frame.REPLAY);
    request.putInt(copy - first);
    try {
      episodes[copy].putTo(request);
    } catch (IllegalArgumentException e) {
      unsent = e;
      return;
    }
    send("a replay");
  }

  /** The hash of the observation that the replay arrived at. */
  int receiveReplay() {
    if (readBatch(1, "a replay") != 0) {
      throw python.damaged("a replay", "the end of an episode");
    }
    return hashRow(1, 0);
  }

  /** Colours {@code 0xRRGGBB} of what a copy looks like, [rows,columns], behind both sizes. */
  int[] render(int copy) {
    String doing = "drawing";
    request.begin(Frame.RENDER);
    request.putInt(copy - first);
    send(doing);
    expect(Frame.PIXELS, doing);
    ByteBuffer picture =
        python.payload(2 * Integer.BYTES + 3 * MAX_PICTURE_SIDE * MAX_PICTURE_SIDE, doing);
    int rows = picture.remaining() < 2 * Integer.BYTES ? 0 : picture.getInt();
    int columns = rows == 0 ? 0 : picture.getInt();
    if (rows < 1
        || columns < 1
        || rows > MAX_PICTURE_SIDE
        || columns > MAX_PICTURE_SIDE
        || picture.remaining() != 3 * rows * columns) {
      throw python.damaged(doing, "a picture of " + rows + " x " + columns + " pixels");
    }
    int[] pixels = new int[2 + rows * columns];
    pixels[0] = rows;
    pixels[1] = columns;
    for (int i = 2; i < pixels.length; i++) {
      pixels[i] =
          (picture.get() & 0xff) << 16 | (picture.get() & 0xff) << 8 | (picture.get() & 0xff);
    }
    return pixels;
  }

  private void receiveBatch(Episodes[] episodes, StepBatch out, int from, int n, String doing) {
    int flagsAt = readBatch(n, doing) == 0 ? -1 : flagsAt(n);
    replyDoubles.get(0, out.rewards, from, n);
    replyFloats.get(numbersAt(n) / Float.BYTES, out.observations, from * numbers, n * numbers);
    System.arraycopy(reply, imagesAt(n), out.images, from * images, n * images);
    int finalAt = (int) fixedBytes(n);
    for (int i = 0; i < n; i++) {
      int copy = from + i;
      int flags = flagsAt < 0 ? 0 : reply[flagsAt + i];
      out.terminated[copy] = (flags & TERMINATED) != 0;
      out.truncated[copy] = (flags & TRUNCATED) != 0;
      if (flags != 0) {
        replyFloats.get(finalAt / Float.BYTES, out.finalObservations, copy * numbers, numbers);
        int imageAt = finalAt + numbers * Float.BYTES;
        System.arraycopy(reply, imageAt, out.finalImages, copy * images, images);
        finalAt += finalSize;
        episodes[copy].next();
      }
      episodes[copy].setObservationHash(hashRow(n, i));
    }
  }

  /** Reads the reply of n copies and gives how many of their episodes ended. */
  private int readBatch(int n, String doing) {
    expect(Frame.BATCH, doing);
    int length = python.length();
    int fixed = (int) fixedBytes(n);
    int finals = finalSize == 0 ? 0 : (length - fixed) / finalSize;
    if (length < fixed || finals > n || length != fixed + finals * finalSize) {
      throw python.damaged(doing, "a reply of " + length + " bytes for " + n + " copies");
    }
    python.read(reply, length, doing);
    int flagsAt = flagsAt(n);
    int ended = 0;
    for (int i = 0; i < n; i++) {
      int flags = reply[flagsAt + i];
      if ((flags & ~(TERMINATED | TRUNCATED)) != 0) {
        throw python.damaged(doing, "the flags " + flags);
      }
      ended += flags == 0 ? 0 : 1;
    }
    if (ended != finals) {
      throw python.damaged(doing, finals + " final observations for " + ended + " ends");
    }
    return ended;
  }

  private int numbersAt(int n) {
    return n * (1 + infos) * Double.BYTES;
  }

  private int imagesAt(int n) {
    return numbersAt(n) + n * numbers * Float.BYTES;
  }

  private int flagsAt(int n) {
    return imagesAt(n) + n * images;
  }

  /** Of the observation of row i of n. */
  private int hashRow(int n, int i) {
    int numberBytes = numbers * Float.BYTES;
    hash.reset();
    hash.update(reply, numbersAt(n) + i * numberBytes, numberBytes);
    hash.update(reply, imagesAt(n) + i * images, images);
    return (int) hash.getValue();
  }

  private void send(String doing) {
    try {
      python.send(request, doing);
    } catch (EnvironmentException e) {
      unsent = e;
    }
  }

  private void expect(int kind, String doing) {
    RuntimeException failure = unsent;
    if (failure != null) {
      unsent = null;
      throw failure;
    }
    python.receive(kind, doing);
  }

  /** Begins what {@link #close} waits for. */
  void finish() {
    python.finish();
  }

  @Override
  public void close() {
    python.close();
  }
}
