package io.github.ascent4j.cli.watch;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Images one after another as an animated GIF, which is played again and again. */
public final class AnimatedGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  /** Players slow down what claims to be faster than this. */
  private static final int FEWEST_HUNDREDTHS = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ImageWriter writer;
  private final ImageOutputStream out;
  private int frames;

  public AnimatedGif() throws IOException {
    // ImageIO would otherwise keep its cache in a file.
    ImageIO.setUseCache(false);
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("gif");
    if (!writers.hasNext()) {
      throw new IOException("this Java has no writer of GIF files; use a whole JDK");
    }
    writer = writers.next();
    out = ImageIO.createImageOutputStream(bytes);
    writer.setOutput(out);
    writer.prepareWriteSequence(null);
  }

  /**
   * Adds a frame.
   *
   * @param seconds how long it stays, to a hundredth
   */
  public void add(BufferedImage image, double seconds) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    int hundredths = Math.max(FEWEST_HUNDREDTHS, (int) Math.round(100 * seconds));
    control.setAttribute("delayTime", Integer.toString(hundredths));
    if (frames == 0) {
      loopForEver(root);
    }
    metadata.setFromTree(FORMAT, root);
    writer.writeToSequence(new IIOImage(image, null, metadata), null);
    frames++;
  }

  /** The extension of Netscape 2.0 that all players know. */
  private static void loopForEver(IIOMetadataNode root) {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    child(root, "ApplicationExtensions").appendChild(extension);
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    for (int i = 0; i < parent.getLength(); i++) {
      if (parent.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) parent.item(i);
      }
    }
    IIOMetadataNode node = new IIOMetadataNode(name);
    parent.appendChild(node);
    return node;
  }

  /** How many frames there are. */
  public int frames() {
    return frames;
  }

  /** The whole file; nothing can be added after it. */
  public byte[] bytes() throws IOException {
    writer.endWriteSequence();
    out.close();
    writer.dispose();
    return bytes.toByteArray();
  }
}
