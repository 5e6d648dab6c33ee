package io.github.ascent4j.core.training;

import static io.github.ascent4j.core.training.RecordedBatch.standardized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.callback.RolloutView;
import io.github.ascent4j.core.callback.TrainingCallback;
import io.github.ascent4j.core.callback.TrainingView;
import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.policy.ActorCriticPolicy;
import io.github.ascent4j.core.testing.Wander;
import io.github.ascent4j.policy.distribution.Distribution;
import io.github.ascent4j.policy.distribution.MaskView;
import io.github.ascent4j.policy.distribution.RowView;
import io.github.ascent4j.simd.SimdEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps of the policy against the definition: Fisher matrix and gradient are written here once
 * more, over the recorded batch, from differences of the network's outputs, and the equations are
 * solved by elimination.
 */
final class NaturalStepTest {
  private static final double GAMMA = 0.9;
  private static final double LAMBDA = 0.8;
  private static final double DAMPING = 0.05;
  private static final double DIFFERENCE = 1.0 / 256;
  private static final double TARGET_KL = 0.02;

  /** Small, and solved to the end. */
  private static <C extends Record & AlgorithmConfig> TrainingCase<C> exact(TrainingCase<C> start) {
    return start.with(
        "policy.hiddenSizes=3",
        "policy.policyGain=1",
        "policy.logStdInit=-0.5",
        "gamma=" + GAMMA,
        "gaeLambda=" + LAMBDA,
        "cgMaxSteps=200",
        "cgDamping=" + DAMPING,
        "bootstrapTruncated=false");
  }

  static List<TrainingCase<?>> npg() {
    return inBoth(TrainingCases.NPG);
  }

  static List<TrainingCase<?>> trpo() {
    List<TrainingCase<?>> cases = new ArrayList<>();
    for (TrainingCase<?> training : inBoth(TrainingCases.TRPO)) {
      cases.add(training.with("targetKl=" + TARGET_KL));
      cases.add(training.with("targetKl=" + TARGET_KL, "klDirection=OLD_NEW"));
      // So far that a step has to be shortened.
      cases.add(training.with("targetKl=2"));
    }
    return cases;
  }

  private static List<TrainingCase<?>> inBoth(TrainingCase<?> base) {
    TrainingCase<?> exact = exact(base);
    return List.of(
        exact,
        exact.in("a box", () -> Wander.continuous(4)),
        exact.in("a box", () -> Wander.continuous(4)).with("policy.stateDependentStd=true"));
  }

  /** Keeps batches, the parameters before each update, and its figures. */
  private static final class Recorder implements TrainingCallback {
    private final List<RecordedBatch> batches = new ArrayList<>();
    private final List<float[]> parameters = new ArrayList<>();

    @Override
    public void onRollout(TrainingView training, RolloutView rollout) {
      parameters.add(training.agent().parameters());
      batches.add(new RecordedBatch(rollout));
    }
  }

  /** The first update of a training and the definition's view of it. */
  private static final class Update implements AutoCloseable {
    final Agent<?> agent;
    final ActorCriticPolicy policy;
    final Distribution distribution;
    final RecordedBatch batch;
    final float[] start;
    final float[] end;
    final Map<String, Double> figures;
    final double[] advantages;
    final int actorSize;

    Update(TrainingCase<?> training) {
      agent = training.agent(SimdEngine.create(1));
      policy = agent.policy().actorCritic();
      distribution = policy.distribution();
      Recorder recorder = new Recorder();
      Training<?> running = Training.start(agent, training.newEnvironment(), 10_000);
      running.setCallback(recorder);
      figures = running.iterate().byName();
      running.iterate();
      batch = recorder.batches.get(0);
      start = recorder.parameters.get(0);
      end = recorder.parameters.get(1);
      policy.setParameters(start);
      RecordedBatch next = recorder.batches.get(1);
      int size = next.observations.length / next.size();
      float[] behind =
          agent.policy().values(Arrays.copyOf(next.observations, size * next.environments));
      Arrays.setAll(batch.behind, b -> behind[b]);
      advantages = standardized(batch.generalizedAdvantages(GAMMA, LAMBDA), 1, 1e-8);
      actorSize = policy.network().program().layout().size();
    }

    /** Policy outputs, [N,P]. */
    float[] outputs(float[] parameters) {
      policy.setParameters(parameters);
      float[] outputs = new float[batch.size() * distribution.parameterCount()];
      NetworkInput input = new NetworkInput().of(batch.observations, batch.size());
      policy.forward(input, outputs, new float[batch.size()]);
      return outputs;
    }

    /** By a row for each parameter, [actorSize,N P]. */
    double[][] jacobian() {
      double[][] jacobian = new double[actorSize][];
      for (int j = 0; j < actorSize; j++) {
        float[] moved = start.clone();
        moved[j] = (float) (start[j] + DIFFERENCE);
        double width = moved[j];
        float[] above = outputs(moved);
        moved[j] = (float) (start[j] - DIFFERENCE);
        width -= moved[j];
        float[] below = outputs(moved);
        jacobian[j] = new double[above.length];
        for (int i = 0; i < above.length; i++) {
          jacobian[j][i] = ((double) above[i] - below[i]) / width;
        }
      }
      return jacobian;
    }

    /** The solution of {@code (F + damping I) x = g}, with {@code g^T x} behind it. */
    double[] direction() {
      double[][] jacobian = jacobian();
      double[][] weighed = new double[actorSize][];
      float[] outputs = outputs(start);
      for (int j = 0; j < actorSize; j++) {
        weighed[j] = weighed(outputs, jacobian[j]);
      }
      double[] ofOutputs = gradientOfOutputs(outputs);
      double[][] equations = new double[actorSize][actorSize + 1];
      double[] gradient = new double[actorSize];
      for (int i = 0; i < actorSize; i++) {
        for (int j = 0; j < actorSize; j++) {
          equations[i][j] = dot(jacobian[i], weighed[j]) + (i == j ? DAMPING : 0);
        }
        gradient[i] = dot(jacobian[i], ofOutputs);
        equations[i][actorSize] = gradient[i];
      }
      double[] direction = solved(equations);
      double[] result = Arrays.copyOf(direction, actorSize + 1);
      result[actorSize] = dot(gradient, direction);
      return result;
    }

    /** Each sample's Fisher matrix over their number, times outputs. */
    private double[] weighed(float[] outputs, double[] changes) {
      int width = distribution.parameterCount();
      double[] weighed = new double[changes.length];
      for (int i = 0; i < batch.size(); i++) {
        int row = i * width;
        double[] p = probabilities(outputs, row, width);
        double mean = 0;
        for (int k = 0; k < width; k++) {
          mean += p[k] * changes[row + k];
        }
        for (int k = 0; k < width; k++) {
          double product;
          if (discrete()) {
            product = p[k] * (changes[row + k] - mean);
          } else if (k < width / 2) {
            product = changes[row + k] * Math.exp(-2 * outputs[row + width / 2 + k]);
          } else {
            product = 2 * changes[row + k];
          }
          weighed[row + k] = product / batch.size();
        }
      }
      return weighed;
    }

    private boolean discrete() {
      return distribution.maskSize() > 0;
    }

    private static double[] probabilities(float[] outputs, int row, int width) {
      double[] p = new double[width];
      double sum = 0;
      for (int k = 0; k < width; k++) {
        p[k] = Math.exp(outputs[row + k]);
        sum += p[k];
      }
      for (int k = 0; k < width; k++) {
        p[k] /= sum;
      }
      return p;
    }

    /** Of the mean of A log p. */
    private double[] gradientOfOutputs(float[] outputs) {
      int width = distribution.parameterCount();
      int size = distribution.actionSize();
      double[] gradient = new double[outputs.length];
      for (int i = 0; i < batch.size(); i++) {
        int row = i * width;
        double[] p = probabilities(outputs, row, width);
        double weight = advantages[i] / batch.size();
        for (int k = 0; k < width; k++) {
          double slope;
          if (discrete()) {
            slope = (batch.actions[i] == k ? 1 : 0) - p[k];
          } else {
            int d = k % (width / 2);
            double std = Math.exp(outputs[row + width / 2 + d]);
            double z = (batch.actions[i * size + d] - outputs[row + d]) / std;
            slope = k < width / 2 ? z / std : z * z - 1;
          }
          gradient[row + k] = weight * slope;
        }
      }
      return gradient;
    }

    double objective(float[] parameters) {
      policy.setParameters(start);
      float[] before = agent.policy().evaluateActions(batch.observations, batch.actions).logProbs();
      policy.setParameters(parameters);
      float[] after = agent.policy().evaluateActions(batch.observations, batch.actions).logProbs();
      double sum = 0;
      for (int i = 0; i < after.length; i++) {
        sum += advantages[i] * Math.exp((double) after[i] - before[i]);
      }
      return sum / after.length;
    }

    double divergence(float[] parameters, boolean oldFirst) {
      int size = batch.size();
      int width = distribution.parameterCount();
      RowView before = new RowView(outputs(start), 0, width, size);
      RowView after = new RowView(outputs(parameters), 0, width, size);
      float[] kl = new float[size];
      distribution.kl(oldFirst ? before : after, oldFirst ? after : before, MaskView.ALL, kl);
      double sum = 0;
      for (float divergence : kl) {
        sum += divergence;
      }
      return sum / size;
    }

    /** Where a step of that size leads, the critic as it was. */
    float[] moved(double[] direction, double size) {
      float[] moved = start.clone();
      for (int j = 0; j < actorSize; j++) {
        moved[j] = (float) (start[j] + size * direction[j]);
      }
      return moved;
    }

    void assertMoved(double[] direction, double size) {
      double largest = Arrays.stream(direction, 0, actorSize).map(Math::abs).max().orElseThrow();
      assertThat(size * largest).isGreaterThan(0.01);
      for (int j = 0; j < actorSize; j++) {
        assertThat((end[j] - start[j]) / size)
            .as("parameter " + j)
            .isCloseTo(direction[j], within(0.01 * largest));
      }
    }

    @Override
    public void close() {
      agent.close();
    }
  }

  @ParameterizedTest
  @MethodSource("npg")
  void theNaturalGradientIsAddedAsManyTimesAsAsked(TrainingCase<?> training) {
    try (Update update = new Update(training.with("actorStepSize=0.25"))) {
      double[] direction = update.direction();
      update.assertMoved(direction, 0.25);
      assertThat(update.figures).containsEntry("train/step_size", 0.25);
      assertThat(update.figures.get("train/kl_divergence_loss"))
          .isCloseTo(update.divergence(update.end, true), within(1e-5));
      assertThat(update.figures.get("train/policy_objective"))
          .isCloseTo(update.objective(update.end), within(1e-4));
      assertThat(update.figures).doesNotContainKey("train/is_line_search_success");
    }
  }

  @ParameterizedTest
  @MethodSource("npg")
  void theQuadraticModelOfTheDivergenceLimitsTheStep(TrainingCase<?> training) {
    try (Update update = new Update(training.with("actorStepSize=1e6", "targetKl=0.001"))) {
      double[] direction = update.direction();
      double size = Math.sqrt(2 * 0.001 / direction[update.actorSize]);
      update.assertMoved(direction, size);
      assertThat(update.figures.get("train/step_size")).isCloseTo(size, within(0.01 * size));
    }
  }

  /** The longest step that the model allows, and 0.8 of it, and so on: the first that is good. */
  @ParameterizedTest
  @MethodSource("trpo")
  void theFirstStepThatImprovesWithinTheTrustRegionIsTaken(TrainingCase<?> training) {
    try (Update update = new Update(training)) {
      String name = training.name();
      double targetKl = name.contains("targetKl=2") ? 2 : TARGET_KL;
      boolean oldFirst = name.contains("OLD_NEW");
      double[] direction = update.direction();
      double size = Math.sqrt(2 * targetKl / direction[update.actorSize]);
      double before = update.objective(update.start);
      int tried = 0;
      while (!(update.divergence(update.moved(direction, size), oldFirst) < targetKl
          && update.objective(update.moved(direction, size)) > before)) {
        size *= 0.8;
        tried++;
      }
      assertThat(tried).isLessThan(10);
      update.assertMoved(direction, size);
      assertThat(update.figures)
          .containsEntry("train/is_line_search_success", 1.0)
          .hasEntrySatisfying(
              "train/kl_divergence_loss", kl -> assertThat(kl).isBetween(0.0, targetKl));
      assertThat(update.figures.get("train/kl_divergence_loss"))
          .isCloseTo(update.divergence(update.end, oldFirst), within(1e-5));
      assertThat(update.figures.get("train/policy_objective"))
          .isGreaterThan(before)
          .isCloseTo(update.objective(update.end), within(1e-4));
    }
  }

  /** tianshou up to 2.0.0 left the last step that had failed in place. */
  @Test
  void aFailedLineSearchLeavesThePolicyExactlyAsItWas() {
    TrainingCase<?> training =
        TrainingCases.TRPO.with("lineSearchMaxIterations=1", "cgDamping=0.001");
    Recorder recorder = new Recorder();
    List<Map<String, Double>> figures = new ArrayList<>();
    int criticSize;
    try (Agent<?> agent = training.agent(SimdEngine.create(1))) {
      criticSize = agent.policy().actorCritic().critic().program().layout().size();
      Training<?> running = Training.start(agent, training.newEnvironment(), 100_000);
      running.setCallback(recorder);
      for (int i = 0; i < 41; i++) {
        figures.add(running.iterate().byName());
      }
    }
    int failures = 0;
    for (int i = 0; i < 40; i++) {
      float[] before = recorder.parameters.get(i);
      float[] after = recorder.parameters.get(i + 1);
      int actorSize = before.length - criticSize;
      float[] actorBefore = Arrays.copyOf(before, actorSize);
      float[] actorAfter = Arrays.copyOf(after, actorSize);
      Map<String, Double> update = figures.get(i);
      if (update.get("train/is_line_search_success") == 0) {
        failures++;
        assertThat(actorAfter).isEqualTo(actorBefore);
        assertThat(update)
            .containsEntry("train/kl_divergence_loss", 0.0)
            .containsEntry("train/step_size", 0.0);
      } else {
        assertThat(actorAfter).isNotEqualTo(actorBefore);
        assertThat(update.get("train/kl_divergence_loss")).isBetween(1e-6, 0.01);
        assertThat(update.get("train/step_size")).isPositive();
      }
      // The critic learns either way.
      assertThat(Arrays.copyOfRange(after, actorSize, after.length))
          .isNotEqualTo(Arrays.copyOfRange(before, actorSize, before.length));
    }
    assertThat(failures).isBetween(3, 37);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < b.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** Gauss-Jordan elimination; the right side is the last column. */
  private static double[] solved(double[][] equations) {
    int size = equations.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = 0; row < size; row++) {
        double factor = equations[row][pivot] / equations[pivot][pivot];
        for (int column = pivot; row != pivot && column <= size; column++) {
          equations[row][column] -= factor * equations[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    Arrays.setAll(solution, i -> equations[i][size] / equations[i][i]);
    return solution;
  }
}
