package io.github.ascent4j.gymnasium;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.policy.space.Space;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A child that is making its copies. Starting and waiting are apart, so that children do so at
 * once.
 */
final class StartingGroup implements AutoCloseable {
  private static final String DOING = "its start";

  private final String environment;
  private final int first;
  private final int copies;
  private final PythonProcess python;
  private final int infoSize;

  /**
   * Starts a child that makes the copies {@code first .. first + copies - 1}.
   *
   * @throws IllegalArgumentException if there is no such Python
   * @throws EnvironmentException if it ends at once
   */
  StartingGroup(String environment, int first, int copies, BridgeOptions options) {
    this.environment = environment;
    this.first = first;
    this.copies = copies;
    infoSize = options.infos().size();
    python = new PythonProcess(environment, first, copies, options.python(), options.timeout());
    try {
      python.start();
      python.send(greeting(options), DOING);
    } catch (RuntimeException e) {
      python.close();
      throw e;
    }
  }

  private Frame greeting(BridgeOptions options) {
    Frame hello = new Frame();
    hello.begin(Frame.HELLO);
    hello.putInt(Frame.MAGIC);
    hello.putInt(Frame.VERSION);
    hello.putInt(first);
    hello.putInt(copies);
    hello.putInt(options.render() ? 1 : 0);
    hello.putInt(1 + 2 * options.keywords().size());
    hello.putText(options.name());
    options
        .keywords()
        .forEach(
            (keyword, literal) -> {
              hello.putText(keyword);
              hello.putText(literal);
            });
    if (!options.infos().isEmpty()) {
      hello.putInt(options.infos().size());
      options.infos().forEach(hello::putText);
    }
    return hello;
  }

  /**
   * Waits until the copies are made.
   *
   * @throws EnvironmentException if they cannot be
   * @throws IllegalArgumentException if their spaces have no counterpart here
   */
  CopyGroup open() {
    python.receive(Frame.SPACES, DOING);
    ByteBuffer description = python.payload(Frame.MAX_BYTES, DOING);
    try {
      int magic = description.getInt();
      int version = description.getInt();
      if (magic != Frame.MAGIC || version != Frame.VERSION) {
        throw python.damaged(DOING, "a greeting of another program");
      }
      double framesPerSecond = description.getDouble();
      SpaceReader spaces = new SpaceReader(description);
      Space observationSpace = spaces.next();
      Space actionSpace = spaces.next();
      if (description.hasRemaining() || !(framesPerSecond > 0)) {
        throw python.damaged(DOING, "a damaged description of spaces");
      }
      python.started();
      return new CopyGroup(
          python, first, copies, observationSpace, actionSpace, infoSize, framesPerSecond);
    } catch (BufferUnderflowException e) {
      throw python.damaged(DOING, "a description of spaces that ends too early");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(environment + ": " + e.getMessage(), e);
    }
  }

  /** Ends the child, also that of the group that this has opened. */
  @Override
  public void close() {
    python.close();
  }
}
