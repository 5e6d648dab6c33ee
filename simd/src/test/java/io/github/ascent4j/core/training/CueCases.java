package io.github.ascent4j.core.training;

import io.github.ascent4j.core.testing.Cue;
import java.util.ArrayList;
import java.util.List;

/** Small trainings with memory, images, parts of observations and actions, and samplers. */
final class CueCases {
  private static final Cue.Task PICTURES =
      new Cue.Task(false, Cue.Look.IMAGE, Cue.Masks.NONE, false, Cue.Answer.BOX);

  private static final Cue.Task PARTS =
      new Cue.Task(false, Cue.Look.DICT, Cue.Masks.SHOWN, true, Cue.Answer.TUPLE);

  private static final Cue.Task REMEMBERED_PARTS = PARTS.withMemory(true);

  private static final Cue.Task REMEMBERED_PICTURES = PICTURES.withMemory(true);

  /** Parts as they are, since actor and critic cannot share what only one of them learns. */
  private static final List<String> PLAIN =
      List.of(
          "policy.encoder.channels=",
          "policy.encoder.kernels=",
          "policy.encoder.strides=",
          "policy.encoder.paddings=",
          "policy.encoder.imageFeatures=0",
          "normalization.observations=SB3");

  /** Settings of agents for both kinds of observation, none of them with memory. */
  private static final List<List<String>> OF_EVERY_ALGORITHM =
      List.of(
          List.of(),
          List.of("normalization.observations=SB3", "normalization.rewards=SB3"),
          List.of("normalization.observations=RLPYT"),
          List.of("policy.encoder.maxPool=true", "policy.encoder.strides=2"),
          List.of("policy.encoder.layerNorm=true", "policy.encoder.sizes=4,3"));

  /** Settings of those algorithms that samplers and memory are for. */
  private static final List<List<String>> OF_SEQUENCES =
      List.of(
          List.of("sampling.sampler=ALTERNATING"),
          List.of("sampling.sampler=ALTERNATING", "normalization.observations=SB3"),
          List.of("sampling.sampler=ALTERNATING_NO_OVERLAP", "sampling.decorrelationSteps=9"),
          List.of("sampling.midBatchReset=false", "normalization.observations=SB3"),
          List.of(
              "sampling.midBatchReset=false",
              "sampling.sampler=ALTERNATING",
              "normalization.observations=RLPYT",
              "normalization.rewards=SB3",
              "scaleReturns=true"),
          List.of("policy.memory.lstmSize=5"),
          List.of("policy.sharedTrunk=true"),
          List.of("policy.memory.lstmSize=5", "policy.sharedTrunk=true"),
          List.of("policy.memory.lstmSize=5", "policy.memory.criticLstm=true"),
          List.of("policy.memory.lstmSize=5", "policy.memory.sequenceSteps=8"),
          List.of(
              "policy.memory.lstmSize=5",
              "policy.memory.previousAction=true",
              "policy.memory.previousReward=true"),
          List.of(
              "policy.memory.lstmSize=5",
              "policy.memory.criticLstm=true",
              "policy.memory.previousAction=true",
              "policy.memory.previousReward=true",
              "policy.memory.sequenceSteps=4",
              "normalization.observations=SB3",
              "normalization.rewards=GYMNASIUM",
              "sampling.sampler=ALTERNATING",
              "sampling.decorrelationSteps=5"),
          List.of(
              "policy.memory.lstmSize=5",
              "policy.memory.previousReward=true",
              "policy.memory.sequenceSteps=16",
              "normalization.observations=RLPYT",
              "sampling.midBatchReset=false"));

  /** Noise that is held over steps, where actions are numbers. */
  private static final List<List<String>> OF_NOISE =
      List.of(
          List.of("policy.exploration.enabled=true", "sampling.sampler=ALTERNATING"),
          List.of(
              "policy.exploration.enabled=true",
              "policy.exploration.resampleSteps=5",
              "policy.exploration.learnFeatures=true",
              "policy.memory.lstmSize=5",
              "policy.memory.previousAction=true",
              "sampling.midBatchReset=false"));

  private static final List<List<String>> OF_PPO =
      List.of(
          List.of("recomputeAdvantages=true", "normalization.observations=RLPYT"),
          List.of(
              "minibatches=3",
              "lastMinibatch=MERGED",
              "policy.memory.lstmSize=5",
              "sampling.midBatchReset=false"));

  private static final List<String> CRITIC_APART =
      List.of("criticEpochs=2", "policy.memory.lstmSize=5", "policy.memory.criticLstm=true");

  private CueCases() {}

  static List<TrainingCase<?>> all() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (TrainingCase<?> algorithm : TrainingCases.algorithms()) {
      OF_EVERY_ALGORITHM.forEach(settings -> cases.add(in(algorithm, PICTURES, settings)));
      cases.add(in(algorithm, PARTS, PLAIN));
      OF_EVERY_ALGORITHM.forEach(settings -> cases.add(in(algorithm, PARTS, settings)));
    }
    // Whole sequences of 32 steps.
    for (TrainingCase<?> algorithm :
        List.of(TrainingCases.PPO.with("minibatchSize=64"), TrainingCases.A2C)) {
      OF_SEQUENCES.forEach(settings -> cases.add(in(algorithm, REMEMBERED_PARTS, settings)));
      OF_NOISE.forEach(settings -> cases.add(in(algorithm, REMEMBERED_PICTURES, settings)));
    }
    TrainingCase<?> ppo = TrainingCases.PPO.with("minibatchSize=64");
    cases.add(in(ppo, REMEMBERED_PICTURES, CRITIC_APART));
    cases.add(in(ppo, REMEMBERED_PARTS, CRITIC_APART));
    OF_PPO.forEach(settings -> cases.add(in(ppo, REMEMBERED_PARTS, settings)));
    return cases;
  }

  /** In this task, with a network that its pictures fit. */
  static <C extends Record & AlgorithmConfig> TrainingCase<C> in(
      TrainingCase<C> base, Cue.Task task, List<String> settings) {
    return base.in(task.toString(), () -> task.environment(TrainingCases.ENVIRONMENTS))
        .with(
            "policy.encoder.channels=3",
            "policy.encoder.kernels=3",
            "policy.encoder.strides=1",
            "policy.encoder.paddings=0",
            "policy.encoder.imageFeatures=5")
        .with(settings.toArray(String[]::new));
  }
}
