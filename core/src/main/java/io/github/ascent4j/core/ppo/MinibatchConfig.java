package io.github.ascent4j.core.ppo;

import io.github.ascent4j.core.config.Ranges;
import io.github.ascent4j.core.config.SettingGroup;
import io.github.ascent4j.core.update.LastMinibatch;

/**
 * How an update goes through its batch.
 *
 * @param minibatchSize samples of a minibatch; 0 if {@code minibatches} is given
 * @param minibatches number of minibatches per epoch; 0 if {@code minibatchSize} is given
 * @param lastMinibatch what becomes of samples that fill no whole minibatch
 * @param epochs passes over each batch; prt_rl calls it num_optim_steps
 */
public record MinibatchConfig(
    int minibatchSize, int minibatches, LastMinibatch lastMinibatch, int epochs)
    implements SettingGroup {

  public MinibatchConfig {
    Ranges.atLeast("epochs", epochs, 1);
    if (minibatchSize < 0 || minibatches < 0 || (minibatchSize == 0) == (minibatches == 0)) {
      throw new IllegalArgumentException(
          "minibatchSize "
              + minibatchSize
              + " and minibatches "
              + minibatches
              + ": give one of them a positive number and the other 0");
    }
  }

  /** Minibatches of so many samples, the last one shorter. */
  public static MinibatchConfig ofSize(int minibatchSize, int epochs) {
    return new MinibatchConfig(minibatchSize, 0, LastMinibatch.SHORT, epochs);
  }

  /** The same with a size of minibatches, or else a number of them. */
  MinibatchConfig with(int size, int number) {
    return new MinibatchConfig(size, number, lastMinibatch, epochs);
  }
}
