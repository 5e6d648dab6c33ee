package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.Networks;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Networks of convolutions and max-pools, and inputs for them. */
public final class ImageNetworks {
  public static final Layer TANH = new Layer.Activation(ActivationFunction.TANH);

  private ImageNetworks() {}

  /** Convolutions alone: every kind of window, of channels and of what they read. */
  public static Stream<ActorCritic> convolutions() {
    Layer sigmoid = new Layer.Activation(ActivationFunction.SIGMOID);
    return Stream.of(
        // Bytes: as the usual networks for games, only smaller.
        shared(
            bytes(4, 13, 13),
            convolution(5, Window.square(5, 2, 0)),
            TANH,
            convolution(6, Window.square(3, 1, 0)),
            TANH,
            Layer.Dense.torch(7),
            TANH),
        shared(bytes(1, 5, 4), convolution(1, Window.square(1, 1, 0))),
        shared(bytes(3, 6, 7), convolution(17, new Window(3, 2, 2, 1, 1, 0)), TANH),
        shared(
            bytes(2, 7, 5),
            convolution(3, new Window(4, 3, 1, 2, 3, 2)),
            TANH,
            convolution(20, new Window(2, 5, 3, 1, 1, 4)),
            TANH),
        // Numbers.
        shared(numbers(3, 6, 6), convolution(16, Window.square(4, 2, 1)), TANH),
        shared(numbers(20, 3, 3), convolution(2, Window.square(2, 1, 0)), TANH),
        // Strides larger than the kernel, so that some pixels are never read.
        shared(
            numbers(2, 8, 9),
            convolution(9, Window.square(1, 2, 0)),
            TANH,
            convolution(3, new Window(2, 1, 3, 2, 0, 0)),
            TANH),
        shared(
            numbers(1, 9, 10),
            convolution(18, Window.square(3, 1, 1)),
            TANH,
            convolution(5, Window.square(3, 2, 1)),
            TANH,
            convolution(33, new Window(2, 3, 2, 3, 0, 2)),
            TANH),
        // Two in a row without anything between, and padding that is not 0 behind the activation.
        shared(
            numbers(2, 5, 6),
            convolution(13, new Window(2, 3, 1, 1, 1, 1)),
            convolution(3, Window.square(3, 1, 0)),
            sigmoid,
            convolution(6, Window.square(2, 1, 1)),
            sigmoid),
        // An activation in front, behind which the image lies as it came.
        shared(numbers(2, 5, 5), TANH, convolution(3, Window.square(3, 2, 1)), TANH),
        // Actor and critic begin with a convolution each, behind a trunk and on the input.
        apart(bytes(2, 7, 7), List.of(convolution(5, Window.square(3, 2, 0)), TANH)),
        apart(numbers(2, 6, 5), List.of(TANH)),
        apart(bytes(3, 5, 5), List.of()));
  }

  /** Max-pools behind and in front of everything else. */
  public static Stream<ActorCritic> pools() {
    Layer pool = new Layer.MaxPool(Window.square(2, 2, 0));
    Layer overlapping = new Layer.MaxPool(new Window(3, 2, 1, 1, 0, 0));
    return Stream.of(
        shared(
            bytes(4, 11, 11),
            convolution(5, Window.square(3, 1, 0)),
            TANH,
            pool,
            TANH,
            overlapping),
        shared(numbers(3, 5, 7), pool, convolution(17, Window.square(2, 1, 1)), overlapping, TANH),
        shared(bytes(2, 5, 5), overlapping, convolution(3, Window.square(2, 1, 0)), TANH),
        shared(numbers(2, 6, 6), TANH, new Layer.MaxPool(new Window(2, 1, 3, 2, 0, 0))),
        new ActorCritic(
            List.of(bytes(2, 6, 6)),
            List.of(convolution(5, Window.square(2, 1, 0)), TANH),
            List.of(pool),
            Networks.categorical(3),
            List.of(overlapping, convolution(3, Window.square(2, 1, 0))),
            Layer.Dense.torch(1)));
  }

  public static Stream<ActorCritic> all() {
    return Stream.concat(convolutions(), pools());
  }

  public static Layer convolution(int channels, Window window) {
    return Layer.Convolution.torch(channels, window);
  }

  public static Input bytes(Integer... shape) {
    return new Input(Input.Kind.IMAGE, List.of(shape), List.of());
  }

  public static Input numbers(Integer... shape) {
    return new Input(Input.Kind.NUMBERS, List.of(shape), List.of());
  }

  public static ActorCritic shared(Input input, Layer... trunk) {
    return new ActorCritic(
        List.of(input),
        List.of(trunk),
        List.of(),
        Networks.categorical(3),
        List.of(),
        Layer.Dense.torch(1));
  }

  private static ActorCritic apart(Input input, List<Layer> trunk) {
    return new ActorCritic(
        List.of(input),
        trunk,
        List.of(convolution(4, Window.square(2, 1, 0)), TANH),
        Networks.categorical(3),
        List.of(convolution(17, new Window(3, 2, 1, 2, 1, 0)), TANH),
        Layer.Dense.torch(1));
  }

  /** Random bytes and standard normal numbers. */
  public static NetworkInput input(ActorCritic description, int count, Random random) {
    NetworkInput input = new NetworkInput();
    input.count = count;
    input.numbers = WeightedSum.gaussians(random, count * description.numbers());
    input.images = new byte[count * description.bytes()];
    random.nextBytes(input.images);
    return input;
  }
}
