package io.github.ascent4j.core.policy;

import io.github.ascent4j.core.config.ConfigRecords;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of an observation run through before they are laid side by side. Settings of
 * convolutions are idle where there are no images.
 *
 * @param channels output channels of each convolution; empty for none
 * @param kernels width and height of each convolution's kernel; here and in the next two, entries
 *     beyond the number of channels are idle
 * @param strides step of each convolution
 * @param paddings zeros around what each convolution reads
 * @param maxPool whether convolutions have stride 1 and a max-pool follows with their stride, as
 *     rlpyt's use_maxpool
 * @param imageFeatures width of the linear layer behind the convolutions; 0 for none
 * @param sizes widths of layers that the observation's numbers run through, and its categories
 *     apart from them; empty for none
 * @param layerNorm whether every linear layer, here and of the hidden ones, is followed by a layer
 *     normalisation
 */
public record EncoderConfig(
    List<Integer> channels,
    List<Integer> kernels,
    List<Integer> strides,
    List<Integer> paddings,
    boolean maxPool,
    int imageFeatures,
    List<Integer> sizes,
    boolean layerNorm) {
  /** Mnih et al. 2015, the image network of most systems; numbers go on as they are. */
  public static final EncoderConfig NATURE =
      new EncoderConfig(
          List.of(32, 64, 64),
          List.of(8, 4, 3),
          List.of(4, 2, 1),
          List.of(0, 0, 0),
          false,
          512,
          List.of(),
          false);

  /** The image network of rlpyt's Atari models. */
  public static final EncoderConfig RLPYT =
      new EncoderConfig(
          List.of(16, 32),
          List.of(8, 4),
          List.of(4, 2),
          List.of(0, 1),
          false,
          512,
          List.of(),
          false);

  public EncoderConfig {
    channels = List.copyOf(channels);
    kernels = List.copyOf(kernels);
    strides = List.copyOf(strides);
    paddings = List.copyOf(paddings);
    sizes = List.copyOf(sizes);
    int count = channels.size();
    if (kernels.size() < count || strides.size() < count || paddings.size() < count) {
      throw new IllegalArgumentException(
          "encoder.channels "
              + channels
              + ", kernels "
              + kernels
              + ", strides "
              + strides
              + " and paddings "
              + paddings
              + ": give at least as many of the others as there are channels");
    }
    within("channels", channels, 1);
    within("kernels", kernels, 1);
    within("strides", strides, 1);
    within("paddings", paddings, 0);
    within("sizes", sizes, 1);
    if (imageFeatures < 0 || imageFeatures > 65536) {
      throw new IllegalArgumentException(
          "encoder.imageFeatures " + imageFeatures + " must be from 0 to 65536");
    }
  }

  private static void within(String name, List<Integer> values, int least) {
    for (int value : values) {
      if (value < least || value > 65536) {
        throw new IllegalArgumentException(
            "encoder." + name + " " + values + ": each must be from " + least + " to 65536");
      }
    }
  }

  public EncoderConfig withChannels(List<Integer> value) {
    return ConfigRecords.replace(this, "channels", value);
  }

  public EncoderConfig withKernels(List<Integer> value) {
    return ConfigRecords.replace(this, "kernels", value);
  }

  public EncoderConfig withStrides(List<Integer> value) {
    return ConfigRecords.replace(this, "strides", value);
  }

  public EncoderConfig withPaddings(List<Integer> value) {
    return ConfigRecords.replace(this, "paddings", value);
  }

  public EncoderConfig withMaxPool(boolean value) {
    return ConfigRecords.replace(this, "maxPool", value);
  }

  public EncoderConfig withImageFeatures(int value) {
    return ConfigRecords.replace(this, "imageFeatures", value);
  }

  public EncoderConfig withSizes(List<Integer> value) {
    return ConfigRecords.replace(this, "sizes", value);
  }

  public EncoderConfig withLayerNorm(boolean value) {
    return ConfigRecords.replace(this, "layerNorm", value);
  }

  /** These convolutions. */
  public EncoderConfig withConvolutions(
      List<Integer> newChannels,
      List<Integer> newKernels,
      List<Integer> newStrides,
      List<Integer> newPaddings) {
    return new EncoderConfig(
        newChannels, newKernels, newStrides, newPaddings, maxPool, imageFeatures, sizes, layerNorm);
  }

  /** The layers of a part of images, each with a ReLU, which every system has there. */
  List<Layer> imageLayers(Initialization initialization) {
    float gain = (float) Math.sqrt(2);
    List<Layer> layers = new ArrayList<>();
    for (int k = 0; k < channels.size(); k++) {
      int stride = strides.get(k);
      boolean pools = maxPool && stride > 1;
      Window window = Window.square(kernels.get(k), pools ? 1 : stride, paddings.get(k));
      layers.add(
          switch (initialization) {
            case ORTHOGONAL -> Layer.Convolution.orthogonal(channels.get(k), window, gain);
            case TORCH -> Layer.Convolution.torch(channels.get(k), window);
          });
      layers.add(new Layer.Activation(ActivationFunction.RELU));
      if (pools) {
        layers.add(new Layer.MaxPool(Window.square(stride, stride, 0)));
      }
    }
    if (imageFeatures > 0) {
      addLinear(layers, initialization.dense(imageFeatures, gain), ActivationFunction.RELU);
    }
    return layers;
  }

  /** The layers of a part of numbers. */
  List<Layer> numberLayers(Initialization initialization, ActivationFunction activation) {
    return linearLayers(sizes, initialization, activation);
  }

  /** Linear layers of these widths, each with an activation. */
  List<Layer> linearLayers(
      List<Integer> widths, Initialization initialization, ActivationFunction activation) {
    List<Layer> layers = new ArrayList<>();
    for (int size : widths) {
      addLinear(layers, initialization.dense(size, (float) Math.sqrt(2)), activation);
    }
    return layers;
  }

  private void addLinear(List<Layer> layers, Layer.Dense dense, ActivationFunction activation) {
    layers.add(dense);
    if (layerNorm) {
      layers.add(new Layer.LayerNorm(1e-5f));
    }
    layers.add(new Layer.Activation(activation));
  }
}
