package io.github.ascent4j.cli.watch;

import io.github.ascent4j.environment.scene.Scene;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.concurrent.locks.LockSupport;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/** A window that shows scenes as fast as they happen, until it is closed. */
public final class WindowScreen implements Screen {
  private static final Dimension SIZE = new Dimension(720, 480);

  private final JFrame frame;
  private final JPanel panel;
  private volatile boolean open = true;
  private volatile @Nullable Scene scene;
  private long next = System.nanoTime();

  /** Opens the window. */
  public WindowScreen(String title) {
    panel =
        new JPanel() {
          @Override
          protected void paintComponent(Graphics graphics) {
            Scene present = scene;
            if (present != null) {
              ScenePainter.paint(present, (Graphics2D) graphics, getWidth(), getHeight());
            }
          }
        };
    panel.setPreferredSize(SIZE);
    frame = new JFrame(title);
    SwingUtilities.invokeLater(
        () -> {
          frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
          frame.addWindowListener(
              new WindowAdapter() {
                @Override
                public void windowClosed(WindowEvent event) {
                  open = false;
                }
              });
          frame.add(panel);
          frame.pack();
          frame.setLocationByPlatform(true);
          frame.setVisible(true);
        });
  }

  @Override
  public boolean show(Scene present) {
    scene = present;
    panel.repaint();
    next += (long) (1e9 * present.seconds());
    long wait = next - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    } else {
      next = System.nanoTime();
    }
    return open;
  }

  @Override
  public void close() {
    SwingUtilities.invokeLater(frame::dispose);
  }
}
