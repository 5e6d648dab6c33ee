package io.github.ascent4j.cli.watch;

import io.github.ascent4j.environment.scene.Scene;
import io.github.ascent4j.policy.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/** Writes an animated GIF, with so many pictures a second as players can show. */
public final class GifScreen implements Screen {
  private static final double FRAME_SECONDS = 0.04;

  /** About a minute; a longer film has tens of megabytes. */
  private static final int MOST_FRAMES = 1500;

  private final Path file;
  private final int height;
  private final AnimatedGif gif = new AnimatedGif();
  private double elapsed;
  private double shown;
  private boolean empty = true;

  /**
   * @param file is written when this is closed
   * @param height of the pictures in pixels; the scenes decide the width
   */
  public GifScreen(Path file, int height) throws IOException {
    this.file = file;
    this.height = height;
  }

  @Override
  public boolean show(Scene scene) throws IOException {
    elapsed += scene.seconds();
    if (elapsed - shown < FRAME_SECONDS - 1e-9) {
      return true;
    }
    double ratio = (scene.right() - scene.left()) / (scene.top() - scene.bottom());
    int width = Math.clamp(Math.round(height * ratio), 1, 4 * height);
    gif.add(ScenePainter.paint(scene, width, height), elapsed - shown);
    empty = false;
    shown = elapsed;
    return gif.frames() < MOST_FRAMES;
  }

  @Override
  public void close() throws IOException {
    if (!empty) {
      AtomicFile.write(file, gif.bytes());
    }
  }
}
