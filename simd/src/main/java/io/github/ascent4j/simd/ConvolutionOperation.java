package io.github.ascent4j.simd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Design. Each output is one chain of fused multiply-adds that begins with the bias and walks the
 * kernel by row, column and channel, over the zeros of the padding, too. All places of the kernel
 * are one matrix product whose rows overlap in the image; tables say where they lie, so that no
 * patch is ever copied. The weights' gradient is the same product with the tables exchanged: its
 * chains run over the places of the first sample, then on over those of the next.
 *
 * Scratch holds one sample at a time: the image with its padding, the output gradient with its
 * border, and the input gradient if it has to be turned around. Borders are zero from the start and
 * are never written.
 */

/** A convolution; its weights lie as [kernel row][kernel column][C][padded O], then the bias. */
final class ConvolutionOperation implements Operation, ParameterOperation {
  private final ConvolutionShape shape;
  private final Signal in;
  private final Signal out;
  private final boolean addsInputGradient;
  private final int scratch;
  private final int weight;
  private final int bias;

  /** For each place the sum over the elements. */
  private final GatherTables outputs;

  /** For each element the sum over the places. */
  private final GatherTables weightGradients;

  private final float[] zeros;
  private final @Nullable ConvolutionInputGradient inputGradient;

  /** Where the bordered output gradient and the turned input gradient begin in scratch. */
  private final int bordered;

  private final int turned;

  /**
   * @param offset where the layer's parameters start in the flat array
   * @param scratch the number of its room of {@link #scratchSize}
   * @param addsInputGradient whether another operation has written the input's gradient before
   */
  ConvolutionOperation(
      ConvolutionShape shape,
      Signal in,
      Signal out,
      int offset,
      int scratch,
      boolean addsInputGradient) {
    this.shape = shape;
    this.in = in;
    this.out = out;
    this.scratch = scratch;
    this.addsInputGradient = addsInputGradient;
    weight = offset;
    bias = offset + shape.elements() * shape.paddedOutChannels;
    int[] places = shape.placeOffsets();
    int[] elements = shape.elementOffsets();
    int width = shape.paddedOutChannels;
    outputs = new GatherTables(places, elements, rows(places.length, width));
    weightGradients = new GatherTables(elements, places, rows(elements.length, width));
    zeros = new float[shape.paddedOutChannels];
    inputGradient = in.input() ? null : new ConvolutionInputGradient(shape);
    bordered = shape.imageSize;
    turned = bordered + ConvolutionInputGradient.borderedSize(shape);
  }

  private static int[] rows(int count, int stride) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i * stride;
    }
    return rows;
  }

  /** Floats of scratch that such an operation needs. */
  static int scratchSize(ConvolutionShape shape, Signal in) {
    if (in.input()) {
      return shape.imageSize;
    }
    int turned = in.channelsLast() ? 0 : shape.height * shape.width * shape.paddedChannels;
    return shape.imageSize + ConvolutionInputGradient.borderedSize(shape) + turned;
  }

  @Override
  public int size() {
    return (shape.elements() + 1) * shape.paddedOutChannels;
  }

  @Override
  public int index(int[] flatIndex, int start) {
    int next = start;
    int kernel = shape.window.kernelHeight() * shape.window.kernelWidth();
    for (int o = 0; o < shape.outChannels; o++) {
      for (int c = 0; c < shape.channels; c++) {
        for (int place = 0; place < kernel; place++) {
          int element = place * shape.channels + c;
          flatIndex[next++] = weight + element * shape.paddedOutChannels + o;
        }
      }
    }
    for (int o = 0; o < shape.outChannels; o++) {
      flatIndex[next++] = bias + o;
    }
    return next;
  }

  @Override
  public void prepareBackward(float[] parameters) {
    if (inputGradient != null) {
      inputGradient.prepare(parameters, weight);
    }
  }

  /** Brings a sample into scratch, if that is where it is read. */
  private void load(Kernels kernels, Workspace workspace, float[] source, int sample) {
    if (in.buffer() == Signal.BYTES) {
      int from = in.start(workspace, sample);
      shape.copy(kernels, workspace.images, from, workspace.scratch[scratch]);
    } else if (shape.copies) {
      shape.copy(source, in.start(workspace, sample), workspace.scratch[scratch]);
    }
  }

  private float[] image(Workspace workspace, float[] source) {
    return shape.copies ? workspace.scratch[scratch] : source;
  }

  private int imageStart(Workspace workspace, int sample) {
    return shape.copies ? 0 : in.start(workspace, sample);
  }

  /** The input's values, which for bytes are nowhere but in scratch. */
  private float[] inputValues(Workspace workspace) {
    return in.buffer() == Signal.BYTES ? zeros : workspace.values[in.buffer()];
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] input = inputValues(workspace);
    for (int i = 0; i < rows; i++) {
      load(kernels, workspace, input, i);
      convolve(
          kernels, workspace, input, i, parameters, parameters, workspace.values[out.buffer()]);
    }
  }

  /** Convolves one sample; without a {@code biases} to begin with, adds to the target. */
  private void convolve(
      Kernels kernels,
      Workspace workspace,
      float[] input,
      int sample,
      float[] weights,
      float @Nullable [] biases,
      float[] target) {
    kernels.gatheredMatmul(
        outputs,
        shape.paddedOutChannels,
        image(workspace, input),
        imageStart(workspace, sample),
        weights,
        weight,
        shape.paddedOutChannels,
        biases,
        bias,
        target,
        sample * out.stride());
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] input = inputValues(workspace);
    float[] target = workspace.tangents[out.buffer()];
    for (int i = 0; i < rows; i++) {
      load(kernels, workspace, input, i);
      convolve(kernels, workspace, input, i, direction, direction, target);
      if (!in.input()) {
        float[] tangent = workspace.tangents[in.buffer()];
        load(kernels, workspace, tangent, i);
        convolve(kernels, workspace, tangent, i, parameters, null, target);
      }
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] outGradient = workspace.gradients[out.buffer()];
    float[] gradient = workspace.parameterGradient;
    int stride = shape.paddedOutChannels;
    kernels.columnSums(rows * outputs.rows(), stride, outGradient, stride, gradient, bias);
    float[] input = inputValues(workspace);
    for (int i = 0; i < rows; i++) {
      load(kernels, workspace, input, i);
      kernels.gatheredMatmul(
          weightGradients,
          stride,
          image(workspace, input),
          imageStart(workspace, i),
          outGradient,
          i * out.stride(),
          stride,
          i == 0 ? zeros : null,
          0,
          gradient,
          weight);
      if (inputGradient != null) {
        inputGradient(inputGradient, kernels, workspace, outGradient, i);
      }
    }
    if (shape.outChannels < stride) {
      for (int row = weight; row <= bias; row += stride) {
        Arrays.fill(gradient, row + shape.outChannels, row + stride, 0);
      }
    }
  }

  private void inputGradient(
      ConvolutionInputGradient gather,
      Kernels kernels,
      Workspace workspace,
      float[] outGradient,
      int sample) {
    float[] room = workspace.scratch[scratch];
    float[] target = workspace.gradients[in.buffer()];
    int from = sample * out.stride();
    int to = in.start(workspace, sample);
    if (in.channelsLast()) {
      gather.gradient(kernels, outGradient, from, room, bordered, target, to, addsInputGradient);
    } else {
      gather.gradient(kernels, outGradient, from, room, bordered, room, turned, false);
      turn(room, target, to);
    }
  }

  /** Brings an input gradient from [H,W,padded C] into [C,H,W]. */
  private void turn(float[] room, float[] target, int to) {
    int pixels = shape.height * shape.width;
    for (int c = 0; c < shape.channels; c++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        float value = room[turned + pixel * shape.paddedChannels + c];
        int at = to + c * pixels + pixel;
        target[at] = addsInputGradient ? target[at] + value : value;
      }
    }
  }
}
