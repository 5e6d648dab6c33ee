package io.github.ascent4j.policy.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Well-known networks with the settings that their sources have. What a source sets elsewhere is
 * not here: rlpyt's distributions add 1e-8 inside logarithms, which is a setting of the head, and
 * its {@code normalize_observation} is the agent's normaliser.
 */
public final class ActorCritics {
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);

  private ActorCritics() {}

  /**
   * Convolutions with a ReLU behind each, then linear layers with one behind each.
   *
   * @param channels rlpyt's channels
   * @param kernels rlpyt's kernel_sizes
   * @param strides rlpyt's strides
   * @param paddings rlpyt's paddings
   * @param maxPool rlpyt's use_maxpool: the convolutions have stride 1, and where a stride above 1
   *     is given, a max-pool of that size follows
   * @param hidden rlpyt's fc_sizes
   */
  public record ImageEncoder(
      List<Integer> channels,
      List<Integer> kernels,
      List<Integer> strides,
      List<Integer> paddings,
      boolean maxPool,
      List<Integer> hidden) {
    /** What rlpyt's AtariFfModel and AtariLstmModel have. */
    public static final ImageEncoder RLPYT =
        new ImageEncoder(
            List.of(16, 32), List.of(8, 4), List.of(4, 2), List.of(0, 1), false, List.of(512));

    public ImageEncoder {
      channels = List.copyOf(channels);
      kernels = List.copyOf(kernels);
      strides = List.copyOf(strides);
      paddings = List.copyOf(paddings);
      hidden = List.copyOf(hidden);
      int count = channels.size();
      if (kernels.size() != count || strides.size() != count || paddings.size() != count) {
        throw new IllegalArgumentException(
            "channels "
                + channels
                + ", kernels "
                + kernels
                + ", strides "
                + strides
                + " and paddings "
                + paddings
                + "; give as many of each");
      }
    }

    /** This with or without max-pools. */
    public ImageEncoder withMaxPool(boolean value) {
      return new ImageEncoder(channels, kernels, strides, paddings, value, hidden);
    }

    /** The layers, with PyTorch's default initialisation. */
    public List<Layer> layers() {
      List<Layer> layers = new ArrayList<>();
      for (int k = 0; k < channels.size(); k++) {
        int stride = strides.get(k);
        Window window = Window.square(kernels.get(k), maxPool ? 1 : stride, paddings.get(k));
        layers.add(Layer.Convolution.torch(channels.get(k), window));
        layers.add(RELU);
        if (maxPool && stride > 1) {
          layers.add(new Layer.MaxPool(Window.square(stride, stride, 0)));
        }
      }
      layers.addAll(perceptron(hidden, ActivationFunction.RELU));
      return List.copyOf(layers);
    }
  }

  /** Linear layers with PyTorch's default initialisation and a non-linearity behind each. */
  private static List<Layer> perceptron(List<Integer> hidden, ActivationFunction function) {
    List<Layer> layers = new ArrayList<>();
    for (int width : hidden) {
      layers.add(Layer.Dense.torch(width));
      layers.add(new Layer.Activation(function));
    }
    return List.copyOf(layers);
  }

  /** {@link #mujocoFf(int, int, List, ActivationFunction, ActivationFunction, float)} as it is. */
  public static ActorCritic mujocoFf(int observationSize, int actionSize) {
    return mujocoFf(
        observationSize,
        actionSize,
        List.of(64, 64),
        ActivationFunction.TANH,
        ActivationFunction.TANH,
        0);
  }

  /**
   * rlpyt's MujocoFfModel: separate networks for mean and value, and a log standard deviation free
   * of the observation.
   *
   * @param observationSize numbers of an observation
   * @param actionSize numbers of an action
   * @param hidden hidden_sizes, 64 and 64 in rlpyt
   * @param activation hidden_nonlinearity, tanh in rlpyt
   * @param meanActivation mu_nonlinearity, tanh in rlpyt, which keeps the mean within 1; null for
   *     none
   * @param logStd init_log_std, 0 in rlpyt
   */
  public static ActorCritic mujocoFf(
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      ActivationFunction activation,
      @Nullable ActivationFunction meanActivation,
      float logStd) {
    List<Layer> layers = perceptron(hidden, activation);
    PolicyHead head =
        new PolicyHead.Gaussian(
            Layer.Dense.torch(actionSize), new LogStd.Free(logStd), meanActivation, 0);
    return new ActorCritic(observationSize, List.of(), layers, head, layers, Layer.Dense.torch(1));
  }

  /** {@link #mujocoLstm(int, int, List, int, ActivationFunction)} as it is. */
  public static ActorCritic mujocoLstm(int observationSize, int actionSize) {
    return mujocoLstm(observationSize, actionSize, List.of(256, 256), 256, ActivationFunction.RELU);
  }

  /**
   * rlpyt's MujocoLstmModel: a perceptron, whose features run with the previous action and reward
   * through an LSTM to mean, log standard deviation and value.
   *
   * @param observationSize numbers of an observation
   * @param actionSize numbers of an action
   * @param hidden hidden_sizes, 256 and 256 in rlpyt
   * @param lstmSize lstm_size, 256 in rlpyt
   * @param activation nonlinearity, ReLU in rlpyt
   */
  public static ActorCritic mujocoLstm(
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      int lstmSize,
      ActivationFunction activation) {
    LogStd logStd = new LogStd.StateDependent(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    Input observation =
        new Input(Input.Kind.NUMBERS, List.of(observationSize), perceptron(hidden, activation));
    return recurrent(
        observation,
        actionSize,
        lstmSize,
        new PolicyHead.Gaussian(Layer.Dense.torch(2 * actionSize), logStd, null, 0));
  }

  private static ActorCritic recurrent(
      Input observation, int encodedActionSize, int lstmSize, PolicyHead head) {
    return new ActorCritic(
        List.of(
            observation,
            new Input(Input.Kind.PREVIOUS_ACTION, List.of(encodedActionSize), List.of()),
            new Input(Input.Kind.PREVIOUS_REWARD, List.of(1), List.of())),
        List.of(Layer.Lstm.torch(lstmSize)),
        List.of(),
        head,
        List.of(),
        Layer.Dense.torch(1));
  }

  /** {@link #atariFf(List, int, ImageEncoder)} as it is. */
  public static ActorCritic atariFf(List<Integer> imageShape, int choices) {
    return atariFf(imageShape, choices, ImageEncoder.RLPYT);
  }

  /**
   * rlpyt's AtariFfModel: what the encoder yields, to one choice and a value.
   *
   * @param imageShape [C,H,W], image_shape
   * @param choices output_size
   * @param encoder channels, kernel_sizes, strides, paddings, use_maxpool and fc_sizes
   */
  public static ActorCritic atariFf(List<Integer> imageShape, int choices, ImageEncoder encoder) {
    return new ActorCritic(
        List.of(new Input(Input.Kind.IMAGE, imageShape, encoder.layers())),
        List.of(),
        List.of(),
        new PolicyHead.Categorical(Layer.Dense.torch(choices)),
        List.of(),
        Layer.Dense.torch(1));
  }

  /** {@link #atariLstm(List, int, ImageEncoder, int)} as it is. */
  public static ActorCritic atariLstm(List<Integer> imageShape, int choices) {
    return atariLstm(imageShape, choices, ImageEncoder.RLPYT, 512);
  }

  /**
   * rlpyt's AtariLstmModel: what the encoder yields runs with the previous choice (one-hot) and
   * reward through an LSTM to one choice and a value.
   *
   * @param imageShape [C,H,W], image_shape
   * @param choices output_size
   * @param encoder channels, kernel_sizes, strides, paddings, use_maxpool and fc_sizes
   * @param lstmSize lstm_size, 512 in rlpyt
   */
  public static ActorCritic atariLstm(
      List<Integer> imageShape, int choices, ImageEncoder encoder, int lstmSize) {
    return recurrent(
        new Input(Input.Kind.IMAGE, imageShape, encoder.layers()),
        choices,
        lstmSize,
        new PolicyHead.Categorical(Layer.Dense.torch(choices)));
  }

  /**
   * The encoder of Mnih et al. 2015, "Human-level control through deep reinforcement learning", as
   * Stable-Baselines3, CleanRL and prt_rl (NatureCNN) have it: 32 channels of 8 x 8 with stride 4,
   * 64 of 4 x 4 with stride 2, 64 of 3 x 3, a linear layer of 512, a ReLU behind each, orthogonal
   * weights of gain sqrt(2) and zero biases.
   */
  public static List<Layer> natureCnnLayers() {
    float gain = (float) Math.sqrt(2);
    return List.of(
        Layer.Convolution.orthogonal(32, Window.square(8, 4, 0), gain),
        RELU,
        Layer.Convolution.orthogonal(64, Window.square(4, 2, 0), gain),
        RELU,
        Layer.Convolution.orthogonal(64, Window.square(3, 1, 0), gain),
        RELU,
        Layer.Dense.orthogonal(512, gain),
        RELU);
  }

  /**
   * {@link #natureCnnLayers} to one choice and a value, whose weights are orthogonal of gain 0.01
   * and 1.
   *
   * @param imageShape [C,H,W], [4,84,84] in all sources
   */
  public static ActorCritic natureCnn(List<Integer> imageShape, int choices) {
    return natureCnn(
        imageShape, new PolicyHead.Categorical(Layer.Dense.orthogonal(choices, 0.01f)));
  }

  /** {@link #natureCnnLayers} to that head and a value. */
  public static ActorCritic natureCnn(List<Integer> imageShape, PolicyHead head) {
    return new ActorCritic(
        List.of(new Input(Input.Kind.IMAGE, imageShape, natureCnnLayers())),
        List.of(),
        List.of(),
        head,
        List.of(),
        Layer.Dense.orthogonal(1, 1));
  }
}
