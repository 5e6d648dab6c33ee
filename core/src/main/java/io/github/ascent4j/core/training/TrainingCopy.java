package io.github.ascent4j.core.training;

import io.github.ascent4j.core.callback.StateCopy;
import io.github.ascent4j.core.checkpoint.CheckpointFile;
import io.github.ascent4j.core.engine.OptimizerState;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.environment.StateBuffer;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.Tensor;
import io.github.ascent4j.policy.file.TensorFile;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a training between two iterations, in the arrays of its parts. */
final class TrainingCopy implements StateCopy {
  private static final long NONE = -1;
  private static final byte[] NOTHING = {};

  private final Training<?> training;
  private final List<TrainableNetwork> networks;
  private final TrainableNetwork.@Nullable Mark[] marks;
  private final StateBuffer state = new StateBuffer();
  private final StateBuffer figures = new StateBuffer();
  private byte[] acting = NOTHING;
  private byte[] shuffling = NOTHING;
  private byte[] starting = NOTHING;
  private @Nullable ObservationNormalizer normalizer;
  private long steps = NONE;

  TrainingCopy(Training<?> training) {
    this.training = training;
    networks = training.trainedAgent().policy().actorCritic().networks();
    marks = new TrainableNetwork.Mark[networks.size()];
  }

  @Override
  public void take() throws IOException {
    steps = NONE;
    training.checkBetweenIterations();
    Agent<?> agent = training.trainedAgent();
    for (int i = 0; i < marks.length; i++) {
      marks[i] = networks.get(i).mark(marks[i]);
    }
    acting = agent.acting().state();
    shuffling = agent.shuffling().state();
    starting = agent.starting().state();
    ObservationNormalizer now = agent.policy().actorCritic().normalizer();
    normalizer = now == null ? null : now.copy();
    state.clear();
    training.save(state);
    figures.clear();
    if (training.figures().any()) {
      training.figures().save(figures);
    }
    steps = training.steps();
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public TensorFile content() throws IOException {
    if (steps == NONE) {
      throw new IllegalStateException("no state was copied; take one first");
    }
    Map<String, String> facts = Snapshots.facts(training.trainedAgent());
    facts.put("environment", training.environment());
    facts.put("environments", Integer.toString(training.environments()));
    facts.put("steps", Long.toString(steps));
    List<float[]> parameters = new ArrayList<>();
    List<OptimizerState> optimizers = new ArrayList<>();
    for (TrainableNetwork.Mark mark : marks) {
      if (mark != null) {
        parameters.add(mark.parameters());
        optimizers.add(mark.optimizerState());
      }
    }
    List<Tensor> states = Snapshots.states(networks, optimizers, acting, shuffling, starting);
    states.add(CheckpointFile.state("training", state.toByteArray()));
    byte[] told = figures.toByteArray();
    if (told.length > 0) {
      states.add(CheckpointFile.state(Snapshots.FIGURES, told));
    }
    AgentPolicy policy = training.trainedAgent().policy();
    SavedAgent agent =
        new SavedAgent(
            policy.description(), policy.actorCritic().together(parameters), normalizer, Map.of());
    return CheckpointFile.encode(facts, agent, states);
  }
}
