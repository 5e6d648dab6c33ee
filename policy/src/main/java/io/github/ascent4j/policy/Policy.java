package io.github.ascent4j.policy;

import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.ExplorationNoise;
import io.github.ascent4j.policy.file.PolicyFile;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.inference.InferenceNetwork;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Discrete;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A trained agent, ready to act.
 *
 * <pre>{@code
 * Policy policy = Policy.load(Path.of("policy.safetensors"));
 * float[] action = policy.act(observation);
 * }</pre>
 *
 * <p>Many observations at once are a call too, which reads the weights of a large network once for
 * several of them; every row gets the bits that it gets alone:
 *
 * <pre>{@code
 * float[] actions = policy.act(Observations.of(n, observations));
 * }</pre>
 *
 * <p>Thread safety: one instance serves all threads, also virtual ones, and remembers nothing
 * between calls; each call borrows its arrays. What goes by the steps before is a {@link
 * PolicySession}, one for each episode: all that a {@link #recurrent} agent does, and what an agent
 * that explores by its features draws.
 */
public final class Policy extends Actor {
  // Never changed, and so shared by all calls and sessions.
  final AgentDescription description;
  final @Nullable ObservationNormalizer normalizer;
  final InferenceNetwork network;
  final Distribution distribution;
  final ObservationReader observations;
  final ActionReader actions;
  private final Map<String, String> provenance;
  private final boolean recurrent;

  /** Deviations of an exploration by features, [F,A]; empty without. */
  private final float[] explorationStds;

  final WorkspacePool<PolicyWorkspace> workspaces =
      new WorkspacePool<>(() -> new PolicyWorkspace(this, 1));

  private final WorkspacePool<PolicyWorkspace> blocks =
      new WorkspacePool<>(() -> new PolicyWorkspace(this, PolicyWorkspace.ROWS));

  /** Takes a copy of what {@code agent} holds. */
  public Policy(SavedAgent agent) {
    description = agent.description();
    normalizer = agent.normalizer();
    provenance = agent.provenance();
    float[] parameters = agent.parameters();
    Program program = Program.of(description.network());
    network = new InferenceNetwork(program, parameters);
    explorationStds = program.exploration().map(e -> e.stds(parameters)).orElse(new float[0]);
    distribution = description.distribution();
    observations = new ObservationReader(description);
    actions = new ActionReader(description);
    recurrent = new EpisodeMemory(program, description.actionSpace()).size() > 0;
  }

  /** Loads a policy file. */
  public static Policy load(Path path) throws IOException {
    return new Policy(PolicyFile.load(path));
  }

  /**
   * Loads a policy from a stream, such as a resource of the class path. The stream is read to its
   * end and stays open.
   *
   * @param source name of what is read, for messages
   */
  public static Policy load(InputStream in, String source) throws IOException {
    return new Policy(PolicyFile.load(in, source));
  }

  /** Where the agent comes from: algorithm, environment, seed, steps, version. */
  public Map<String, String> provenance() {
    return provenance;
  }

  /**
   * Whether what it does depends on the steps before as well as on the observation: then it acts in
   * a {@link #session} alone.
   */
  public boolean recurrent() {
    return recurrent;
  }

  /** An episode of this agent, at its start. */
  public PolicySession session() {
    return new PolicySession(this);
  }

  /** What a session remembers. */
  EpisodeMemory memory() {
    return new EpisodeMemory(network.program(), description.actionSpace());
  }

  /** Noise of a session that is held until it is asked to draw anew. */
  @Nullable ExplorationNoise noise() {
    if (explorationStds.length == 0) {
      return null;
    }
    int dimensions = distribution.actionSize();
    ExplorationNoise noise =
        new ExplorationNoise(1, explorationStds.length / dimensions, dimensions, 0);
    noise.start(explorationStds);
    return noise;
  }

  @Override
  Policy policy() {
    return this;
  }

  @Override
  PolicyWorkspace enter(boolean draws) {
    checkStateless(draws);
    return workspaces.borrow();
  }

  @Override
  void leave(PolicyWorkspace workspace) {
    workspace.release();
    workspaces.giveBack(workspace);
  }

  private void checkStateless(boolean draws) {
    if (recurrent) {
      throw new IllegalStateException(
          "this agent goes by the steps before, which a Policy does not remember; act by a session"
              + " for each episode, policy.session()");
    }
    if (draws && explorationStds.length > 0) {
      throw new IllegalStateException(
          "this agent draws from noise that is held over steps, which a Policy does not hold; draw"
              + " by a session for each episode, policy.session()");
    }
  }

  /**
   * The action of each of N observations, [N,A], with nothing left to chance; see {@link
   * Actor#act(float[])}.
   */
  public float[] act(Observations rows) {
    float[] chosen = room(rows, distribution.actionSize());
    act(rows, chosen);
    return chosen;
  }

  /**
   * {@link #act(Observations)}, written into {@code chosen}.
   *
   * @param chosen room for N rows or more; those in front of a refused one may be written
   */
  public void act(Observations rows, float[] chosen) {
    check(rows, false);
    Rows.check("actions", chosen.length, rows.count(), distribution.actionSize());
    PolicyWorkspace block = blocks.borrow();
    try {
      for (int i = 0; i < rows.count(); ) {
        i += block.observe(rows, i);
        block.act(rows.masks(), chosen);
      }
    } finally {
      giveBack(block);
    }
  }

  /**
   * Draws an action for each of N observations, in their order, as one call of {@link
   * Actor#sample(float[], RandomGenerator, float[])} after the other would.
   *
   * @param drawn receives the actions, [N,A]
   * @param logProbabilities receives their log-probabilities, [N]
   */
  public void sample(
      Observations rows, RandomGenerator random, float[] drawn, float[] logProbabilities) {
    check(rows, true);
    Rows.check("actions", drawn.length, rows.count(), distribution.actionSize());
    Rows.check("log-probabilities", logProbabilities.length, rows.count(), 1);
    PolicyWorkspace block = blocks.borrow();
    try {
      for (int i = 0; i < rows.count(); ) {
        i += block.observe(rows, i);
        block.sample(rows.masks(), random, drawn);
        block.logProbabilities(logProbabilities);
      }
    } finally {
      giveBack(block);
    }
  }

  /** {@link Actor#probabilities(float[])} of each of N observations, [N,M]. */
  public float[] probabilities(Observations rows) {
    float[] probabilities = room(rows, distribution.maskSize());
    probabilities(rows, probabilities);
    return probabilities;
  }

  /** {@link #probabilities(Observations)}, written into {@code probabilities}. */
  public void probabilities(Observations rows, float[] probabilities) {
    checkChoices();
    check(rows, false);
    Rows.check("probabilities", probabilities.length, rows.count(), distribution.maskSize());
    PolicyWorkspace block = blocks.borrow();
    try {
      for (int i = 0; i < rows.count(); ) {
        i += block.observe(rows, i);
        block.probabilities(rows.masks(), probabilities);
      }
    } finally {
      giveBack(block);
    }
  }

  /**
   * {@link Actor#logProbability(float[], float[])} of an action in each of N observations, [N].
   *
   * @param taken the actions, [N,A]
   */
  public float[] logProbabilities(Observations rows, float[] taken) {
    float[] logProbabilities = room(rows, 1);
    logProbabilities(rows, taken, logProbabilities);
    return logProbabilities;
  }

  /** {@link #logProbabilities(Observations, float[])}, written into {@code logProbabilities}. */
  public void logProbabilities(Observations rows, float[] taken, float[] logProbabilities) {
    check(rows, false);
    Rows.check("actions", taken.length, rows.count(), distribution.actionSize());
    Rows.check("log-probabilities", logProbabilities.length, rows.count(), 1);
    PolicyWorkspace block = blocks.borrow();
    try {
      for (int i = 0; i < rows.count(); ) {
        i += block.observe(rows, i);
        block.logProbability(rows.masks(), taken);
        block.logProbabilities(logProbabilities);
      }
    } finally {
      giveBack(block);
    }
  }

  /**
   * {@link Actor#value(float[])} of each of N observations, [N]; masks are not read.
   *
   * @throws IllegalStateException if this agent has no critic
   */
  public float[] values(Observations rows) {
    float[] values = room(rows, 1);
    values(rows, values);
    return values;
  }

  /** {@link #values(Observations)}, written into {@code values}. */
  public void values(Observations rows, float[] values) {
    checkCritic();
    checkStateless(false);
    observations.checkLength(rows);
    Rows.check("values", values.length, rows.count(), 1);
    PolicyWorkspace block = blocks.borrow();
    try {
      for (int i = 0; i < rows.count(); ) {
        i += block.observe(rows, i);
        block.values(values);
      }
    } finally {
      giveBack(block);
    }
  }

  /** An array for what is found of rows, once they are known to be there. */
  private float[] room(Observations rows, int size) {
    observations.checkLength(rows);
    return new float[Math.multiplyExact(rows.count(), size)];
  }

  private void giveBack(PolicyWorkspace block) {
    block.release();
    blocks.giveBack(block);
  }

  private void check(Observations rows, boolean draws) {
    checkStateless(draws);
    observations.checkLength(rows);
    boolean[] masks = rows.masks();
    checkMasked(masks);
    if (masks != null) {
      Rows.check("masks", masks.length, rows.count(), distribution.maskSize());
    }
  }

  void check(float[] observation, boolean @Nullable [] mask, float[] action) {
    check(observation, mask);
    actions.checkLength(action);
  }

  void check(float[] observation, boolean @Nullable [] mask) {
    checkMask(mask);
    observations.checkLength(observation);
  }

  void check(float[] numbers, byte[] images, boolean @Nullable [] mask, float[] action) {
    check(numbers, images, mask);
    actions.checkLength(action);
  }

  void check(float[] numbers, byte[] images, boolean @Nullable [] mask) {
    checkMask(mask);
    observations.checkLength(numbers, images);
  }

  private void checkMask(boolean @Nullable [] mask) {
    checkMasked(mask);
    if (mask != null && mask.length != distribution.maskSize()) {
      throw new IllegalArgumentException(
          "a mask of "
              + mask.length
              + " flags for actions of "
              + description.actionSpace()
              + "; give "
              + distribution.maskSize());
    }
  }

  private void checkMasked(boolean @Nullable [] masks) {
    if (description.actionMasks() && masks == null) {
      throw new IllegalStateException(
          "this agent acts with action masks; give one of "
              + distribution.maskSize()
              + " flags with the observation, true where a choice is allowed");
    }
    if (!description.actionMasks() && masks != null) {
      throw new IllegalStateException(
          "this agent was made for an environment without action masks; give none");
    }
  }

  void checkChooses() {
    if (!(description.actionSpace() instanceof Discrete)) {
      throw new IllegalStateException(
          "choose is for a Discrete action space, but this agent's is "
              + description.actionSpace()
              + "; use act");
    }
  }

  void checkProbabilities(float[] probabilities) {
    checkChoices();
    if (probabilities.length != distribution.maskSize()) {
      throw new IllegalArgumentException(
          "an array of "
              + probabilities.length
              + " for the probabilities of actions of "
              + description.actionSpace()
              + "; give "
              + distribution.maskSize());
    }
  }

  private void checkChoices() {
    if (distribution.maskSize() == 0) {
      throw new IllegalStateException(
          "actions of "
              + description.actionSpace()
              + " are real numbers, which have densities and no probabilities; use"
              + " logProbability");
    }
  }

  void checkCritic() {
    if (!description.network().hasCritic()) {
      throw new IllegalStateException("this agent has no critic, which would give values");
    }
  }
}
