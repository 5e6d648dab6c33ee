package io.github.ascent4j.core.training;

import io.github.ascent4j.core.config.SettingRecord;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.OptimizerConfig;
import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.core.rollout.NormalizationConfig;
import io.github.ascent4j.core.schedule.Annealing;
import io.github.ascent4j.core.schedule.Schedule;

/**
 * A config that holds a {@link CommonConfig}, with its settings as if they were its own.
 *
 * @param <C> the config itself
 */
public interface CommonSettings<C extends Record> extends AlgorithmConfig, SettingRecord<C> {
  /** What every algorithm has. */
  CommonConfig common();

  @Override
  default Optimization optimization() {
    return common().optimizer().optimization();
  }

  default C withLearningRate(Schedule value) {
    return with("learningRate", value);
  }

  default C withLearningRate(double value) {
    return with("learningRate", value);
  }

  default C withMaxGradientNorm(Schedule value) {
    return with("maxGradientNorm", value);
  }

  default C withMaxGradientNorm(double value) {
    return with("maxGradientNorm", value);
  }

  @Override
  default Annealing annealing() {
    return common().annealing();
  }

  default C withAnnealing(Annealing value) {
    return with("annealing", value);
  }

  @Override
  default NormalizationConfig normalization() {
    return common().normalization();
  }

  default C withNormalization(NormalizationConfig value) {
    return with("normalization", value);
  }

  default C withOptimizer(OptimizerConfig value) {
    return with("optimizer", value);
  }

  @Override
  default PolicyConfig policy() {
    return common().policy();
  }

  default C withPolicy(PolicyConfig value) {
    return with("policy", value);
  }
}
