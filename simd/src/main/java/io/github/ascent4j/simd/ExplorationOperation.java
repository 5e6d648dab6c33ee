package io.github.ascent4j.simd;

import io.github.ascent4j.policy.program.Operation.Exploration;
import java.util.Arrays;

/*
 * Design. With features x and variances v of the random matrix, a dimension's log standard deviation
 * is 0.5 log(x^2 v + epsilon): a matrix product of the squared features, with v made anew after each
 * change of the parameters. Where dimensions share their parameters, v has one column and so has the
 * product, which then goes to every dimension.
 *
 * With u the product's result, the gradient of u is h = g / (2 u), that of v is (x^2)^T h, and that
 * of the features, if they learn, 2 x (h v^T).
 */

/**
 * Log standard deviations of state-dependent exploration: reads the head's input, writes {@code
 * logStd(A)} and the features behind the mean in each row of the policy buffer. The features there
 * are for drawing actions, and have neither gradient nor tangent.
 */
final class ExplorationOperation implements Operation, ParameterOperation {
  private final Exploration exploration;
  private final Signal input;
  private final int policyBuffer;
  private final int policyStride;
  private final int squares;
  private final int sums;
  private final int logs;
  private final int scratch;
  private final int offset;
  private final boolean addsInputGradient;
  private final boolean learns;

  private final int features;
  private final int dimensions;
  private final int columns;
  private final int paddedColumns;
  private final int squareStride;

  /** From a feature's parameters to the next one's in the flat array. */
  private final int parameterStride;

  private final float[] epsilons;
  private final float[] zeros;

  /** v, its slope in the parameters, and its change along a direction, [F][paddedColumns]. */
  private final float[] variances;

  private final float[] slopes;
  private float[] variancesDirection = {};

  /**
   * @param input the features
   * @param policyStride floats from row to row of the policy buffer
   * @param squares a buffer for {@code x^2} as wide as the padded features
   * @param sums a buffer for u as wide as the padded columns of the parameters
   * @param logs another one of that width
   * @param scratch room for {@link #scratchSize} floats
   * @param offset where the parameters start in the flat array
   * @param addsInputGradient whether another operation has written the features' gradient before
   */
  ExplorationOperation(
      Exploration exploration,
      Signal input,
      int policyBuffer,
      int policyStride,
      int squares,
      int sums,
      int logs,
      int scratch,
      int offset,
      boolean addsInputGradient) {
    this.exploration = exploration;
    this.input = input;
    this.policyBuffer = policyBuffer;
    this.policyStride = policyStride;
    this.squares = squares;
    this.sums = sums;
    this.logs = logs;
    this.scratch = scratch;
    this.offset = offset;
    this.addsInputGradient = addsInputGradient;
    learns = exploration.learnsFeatures() && !input.input();
    dimensions = exploration.dimensions();
    features = exploration.features().size();
    columns = exploration.columns();
    paddedColumns = Kernels.pad(columns);
    squareStride = Kernels.pad(features);
    parameterStride = exploration.logStd().vector() ? 1 : paddedColumns;
    epsilons = new float[paddedColumns];
    Arrays.fill(epsilons, Exploration.EPSILON);
    zeros = new float[paddedColumns];
    variances = new float[features * paddedColumns];
    slopes = new float[variances.length];
  }

  /** Floats that the gradient of v needs. */
  static int scratchSize(Exploration exploration) {
    return exploration.features().size() * Kernels.pad(exploration.columns());
  }

  @Override
  public int size() {
    return exploration.logStd().vector() ? Kernels.pad(features) : features * paddedColumns;
  }

  @Override
  public int index(int[] flatIndex, int start) {
    int next = start;
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < columns; c++) {
        flatIndex[next++] = offset + f * parameterStride + c;
      }
    }
    return next;
  }

  @Override
  public void prepareForward(float[] parameters) {
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < columns; c++) {
        float parameter = parameters[offset + f * parameterStride + c];
        float std = exploration.std(parameter);
        variances[f * paddedColumns + c] = std * std;
        slopes[f * paddedColumns + c] = exploration.varianceSlope(parameter);
      }
    }
  }

  @Override
  public void prepareTangent(float[] direction) {
    variancesDirection =
        variancesDirection.length == 0 ? new float[variances.length] : variancesDirection;
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < columns; c++) {
        int at = f * paddedColumns + c;
        variancesDirection[at] = slopes[at] * direction[offset + f * parameterStride + c];
      }
    }
  }

  @Override
  public void forward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] x = workspace.values[input.buffer()];
    float[] square = workspace.values[squares];
    float[] policy = workspace.values[policyBuffer];
    for (int i = 0; i < rows; i++) {
      int from = input.start(workspace, i);
      int to = i * policyStride + 2 * dimensions;
      for (int f = 0; f < features; f++) {
        float value = x[from + f];
        square[i * squareStride + f] = value * value;
        policy[to + f] = value;
      }
    }
    product(kernels, rows, square, variances, epsilons, 0, workspace.values[sums]);
    float[] log = workspace.values[logs];
    System.arraycopy(workspace.values[sums], 0, log, 0, rows * paddedColumns);
    kernels.log(log, 0, rows * paddedColumns);
    for (int i = 0; i < rows; i++) {
      int to = i * policyStride + dimensions;
      for (int a = 0; a < dimensions; a++) {
        policy[to + a] = 0.5f * log[i * paddedColumns + (columns == 1 ? 0 : a)];
      }
    }
  }

  /** {@code out = init + left matrix} for rows of features on the left. */
  private void product(
      Kernels kernels,
      int rows,
      float[] left,
      float[] matrix,
      float[] init,
      int initStride,
      float[] out) {
    kernels.matmul(
        rows,
        paddedColumns,
        features,
        left,
        0,
        squareStride,
        1,
        matrix,
        0,
        paddedColumns,
        init,
        0,
        initStride,
        out,
        0,
        paddedColumns);
  }

  @Override
  public void tangent(
      Kernels kernels, Workspace workspace, float[] parameters, float[] direction, int rows) {
    float[] change = workspace.tangents[sums];
    product(kernels, rows, workspace.values[squares], variancesDirection, zeros, 0, change);
    if (learns) {
      float[] x = workspace.values[input.buffer()];
      float[] ofX = workspace.tangents[input.buffer()];
      float[] square = workspace.tangents[squares];
      for (int i = 0; i < rows; i++) {
        int from = input.start(workspace, i);
        for (int f = 0; f < features; f++) {
          square[i * squareStride + f] = 2 * x[from + f] * ofX[from + f];
        }
      }
      product(kernels, rows, square, variances, change, paddedColumns, change);
    }
    float[] sum = workspace.values[sums];
    float[] policy = workspace.tangents[policyBuffer];
    for (int i = 0; i < rows; i++) {
      int to = i * policyStride + dimensions;
      for (int a = 0; a < dimensions; a++) {
        int at = i * paddedColumns + (columns == 1 ? 0 : a);
        policy[to + a] = 0.5f * change[at] / sum[at];
      }
      Arrays.fill(policy, to + dimensions, to + dimensions + features, 0);
    }
  }

  @Override
  public void backward(Kernels kernels, Workspace workspace, float[] parameters, int rows) {
    float[] h = workspace.gradients[sums];
    float[] sum = workspace.values[sums];
    float[] policy = workspace.gradients[policyBuffer];
    for (int i = 0; i < rows; i++) {
      int from = i * policyStride + dimensions;
      int to = i * paddedColumns;
      for (int c = 0; c < columns; c++) {
        float gradient = policy[from + c];
        for (int a = 1; columns == 1 && a < dimensions; a++) {
          gradient += policy[from + a];
        }
        h[to + c] = 0.5f * gradient / sum[to + c];
      }
    }
    parameterGradient(kernels, workspace, rows);
    if (learns) {
      inputGradient(workspace, rows);
    }
  }

  private void parameterGradient(Kernels kernels, Workspace workspace, int rows) {
    float[] ofVariances = workspace.scratch[scratch];
    kernels.matmul(
        features,
        paddedColumns,
        rows,
        workspace.values[squares],
        0,
        1,
        squareStride,
        workspace.gradients[sums],
        0,
        paddedColumns,
        zeros,
        0,
        0,
        ofVariances,
        0,
        paddedColumns);
    float[] gradient = workspace.parameterGradient;
    Arrays.fill(gradient, offset, offset + size(), 0);
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < columns; c++) {
        int at = f * paddedColumns + c;
        gradient[offset + f * parameterStride + c] = slopes[at] * ofVariances[at];
      }
    }
  }

  private void inputGradient(Workspace workspace, int rows) {
    float[] x = workspace.values[input.buffer()];
    float[] gradient = workspace.gradients[input.buffer()];
    float[] h = workspace.gradients[sums];
    for (int i = 0; i < rows; i++) {
      int row = input.start(workspace, i);
      for (int f = 0; f < features; f++) {
        float sum = 0;
        for (int c = 0; c < columns; c++) {
          sum = Math.fma(h[i * paddedColumns + c], variances[f * paddedColumns + c], sum);
        }
        float own = 2 * x[row + f] * sum;
        gradient[row + f] = addsInputGradient ? gradient[row + f] + own : own;
      }
    }
  }
}
