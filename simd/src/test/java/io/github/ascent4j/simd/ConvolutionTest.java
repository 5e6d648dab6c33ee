package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.contract.ImageNetworks;
import io.github.ascent4j.core.engine.contract.WeightedSum;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a convolution yields, against a convolution in six loops. */
final class ConvolutionTest {
  /** An image and a layer for it. */
  record Shape(int channels, int height, int width, int outChannels, Window window) {}

  static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(4, 20, 20, 32, Window.square(8, 4, 0)));
    shapes.add(new Shape(32, 9, 9, 64, Window.square(4, 2, 0)));
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      int kernelHeight = 1 + random.nextInt(4);
      int kernelWidth = 1 + random.nextInt(4);
      Window window =
          new Window(
              kernelHeight,
              kernelWidth,
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(kernelHeight),
              random.nextInt(kernelWidth));
      shapes.add(
          new Shape(
              1 + i % 20,
              kernelHeight + random.nextInt(5),
              kernelWidth + random.nextInt(5),
              1 + random.nextInt(40),
              window));
    }
    return shapes;
  }

  /** Outputs [O,P,Q] of one image, each a chain from the bias over row, column and channel. */
  private static float[] convolve(Shape shape, float[] image, float[] parameters) {
    Window window = shape.window;
    int outHeight = window.outputHeight(shape.height);
    int outWidth = window.outputWidth(shape.width);
    int kernel = window.kernelHeight() * window.kernelWidth();
    int biases = shape.outChannels * shape.channels * kernel;
    float[] out = new float[shape.outChannels * outHeight * outWidth];
    for (int o = 0; o < shape.outChannels; o++) {
      for (int place = 0; place < outHeight * outWidth; place++) {
        float sum = parameters[biases + o];
        for (int element = 0; element < kernel; element++) {
          int kh = element / window.kernelWidth();
          int kw = element % window.kernelWidth();
          int y = place / outWidth * window.strideHeight() + kh - window.paddingHeight();
          int x = place % outWidth * window.strideWidth() + kw - window.paddingWidth();
          boolean inside = y >= 0 && y < shape.height && x >= 0 && x < shape.width;
          for (int c = 0; c < shape.channels; c++) {
            float pixel = inside ? image[(c * shape.height + y) * shape.width + x] : 0;
            sum = Math.fma(pixel, parameters[(o * shape.channels + c) * kernel + element], sum);
          }
        }
        out[o * outHeight * outWidth + place] = sum;
      }
    }
    return out;
  }

  private static float[] image(NetworkInput input, int sample) {
    int bytes = input.images.length / input.count;
    int numbers = input.numbers.length / input.count;
    float[] image = new float[bytes + numbers];
    for (int i = 0; i < image.length; i++) {
      image[i] =
          bytes > 0
              ? (input.images[sample * bytes + i] & 0xff) / 255f
              : input.numbers[sample * numbers + i];
    }
    return image;
  }

  private static float[] parameters(ActorCritic description, Random random) {
    return WeightedSum.gaussians(random, ParameterLayout.of(description).size());
  }

  /** The workspace behind a forward pass. */
  private static Workspace forward(
      ActorCritic description, Kernels kernels, float[] parameters, NetworkInput input) {
    Plan plan = new Plan(Program.of(description));
    float[] flat = new float[plan.flatSize];
    plan.scatter(parameters, flat);
    Workspace workspace = new Workspace(plan);
    workspace.point(new Rows().of(input), 0, input.count, new float[0]);
    PlanRunner runner = new PlanRunner(plan, kernels);
    runner.parametersChanged(flat);
    runner.forward(runner.operations, workspace, flat, input.count);
    return workspace;
  }

  /** Compares a sample of a buffer with [O,P,Q], and its padding with zeros. */
  private static void check(float[] buffer, int sample, int channels, float[] expected) {
    int places = expected.length / channels;
    int stride = Kernels.pad(channels);
    for (int place = 0; place < places; place++) {
      for (int c = 0; c < stride; c++) {
        float actual = buffer[(sample * places + place) * stride + c];
        float wanted = c < channels ? expected[c * places + place] : 0;
        assertThat(actual).as("channel %d of place %d", c, place).isEqualTo(wanted);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyOutputIsOneChainOverRowColumnAndChannel(Shape shape) {
    Random random = new Random(3);
    Integer[] dimensions = {shape.channels, shape.height, shape.width};
    Layer layer = ImageNetworks.convolution(shape.outChannels, shape.window);
    for (ActorCritic description :
        List.of(
            ImageNetworks.shared(ImageNetworks.bytes(dimensions), layer),
            ImageNetworks.shared(ImageNetworks.numbers(dimensions), layer))) {
      NetworkInput input = ImageNetworks.input(description, 3, random);
      float[] parameters = parameters(description, random);
      for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels())) {
        Workspace workspace = forward(description, kernels, parameters, input);
        for (int sample = 0; sample < input.count; sample++) {
          float[] expected = convolve(shape, image(input, sample), parameters);
          check(workspace.values[1], sample, shape.outChannels, expected);
        }
      }
    }
  }

  /** A convolution of 1 x 1 that leaves the image as it is, then the one to look at. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aConvolutionReadsWhatAnotherYields(Shape shape) {
    Random random = new Random(4);
    ActorCritic description =
        ImageNetworks.shared(
            ImageNetworks.numbers(shape.channels, shape.height, shape.width),
            ImageNetworks.convolution(shape.channels, Window.square(1, 1, 0)),
            ImageNetworks.convolution(shape.outChannels, shape.window));
    NetworkInput input = ImageNetworks.input(description, 2, random);
    float[] parameters = parameters(description, random);
    int first = shape.channels * (shape.channels + 1);
    for (int i = 0; i < first; i++) {
      boolean diagonal = i / shape.channels == i % shape.channels;
      parameters[i] = diagonal && i < shape.channels * shape.channels ? 1 : 0;
    }
    float[] second = Arrays.copyOfRange(parameters, first, parameters.length);
    Workspace workspace = forward(description, new VectorKernels(), parameters, input);
    for (int sample = 0; sample < input.count; sample++) {
      float[] expected = convolve(shape, image(input, sample), second);
      check(workspace.values[2], sample, shape.outChannels, expected);
    }
  }

  /** One channel, numbers small enough for paper. */
  @Test
  void aConvolutionByHand() {
    ActorCritic description =
        ImageNetworks.shared(
            ImageNetworks.numbers(1, 2, 3),
            ImageNetworks.convolution(1, new Window(2, 2, 1, 2, 0, 1)));
    NetworkInput input = new NetworkInput().of(new float[] {1, 2, 3, 4, 5, 6}, 1);
    float[] parameters = new float[ParameterLayout.of(description).size()];
    System.arraycopy(new float[] {1, 10, 100, 1000, 0.5f}, 0, parameters, 0, 5);
    Workspace workspace = forward(description, new VectorKernels(), parameters, input);
    // 0 1 / 0 4, then 2 3 / 5 6.
    check(workspace.values[1], 0, 1, new float[] {4010.5f, 6532.5f});
  }
}
