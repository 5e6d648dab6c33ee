package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.engine.NetworkInput;
import io.github.ascent4j.core.engine.contract.ImageNetworks;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.Window;
import io.github.ascent4j.policy.program.Program;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Max-pools of images small enough for paper. */
final class MaxPoolTest {
  private static final float NAN = Float.NaN;

  /** A pool of an image of one channel that lies as it came, in buffer 1, into buffer 2. */
  private static final class Pool {
    final MaxPoolOperation operation;
    final Workspace workspace;
    final int rows;

    Pool(int height, int width, Window window, boolean adds, float... images) {
      ActorCritic description =
          ImageNetworks.shared(
              ImageNetworks.numbers(1, height, width),
              ImageNetworks.TANH,
              new Layer.MaxPool(window));
      Plan plan = new Plan(Program.of(description));
      rows = images.length / (height * width);
      List<Integer> shape = List.of(1, height, width);
      List<Integer> outShape = List.of(1, window.outputHeight(height), window.outputWidth(width));
      Signal in = new Signal(1, 0, plan.strides[1], shape, false);
      Signal out = new Signal(2, 0, plan.strides[2], outShape, true);
      operation = new MaxPoolOperation(window, in, out, adds);
      workspace = new Workspace(plan);
      workspace.prepareBackward();
      workspace.prepareTangent();
      workspace.point(new Rows().of(new NetworkInput().of(images, rows)), 0, rows, images);
      // Padding that a function behind the pool left there.
      Arrays.fill(workspace.values[2], 7);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(
            images, i * height * width, workspace.values[1], i * in.stride(), height * width);
      }
    }

    float[] forward() {
      operation.forward(new VectorKernels(), workspace, new float[0], rows);
      return workspace.values[2];
    }

    float[] backward(float... outGradient) {
      for (int i = 0; i < outGradient.length; i++) {
        workspace.gradients[2][4 * i] = outGradient[i];
      }
      operation.backward(new VectorKernels(), workspace, new float[0], rows);
      return workspace.gradients[1];
    }
  }

  @Test
  void theLargestValueOfEachPlaceGoesOnAndPaddingIsZero() {
    Pool pool = new Pool(2, 5, Window.square(2, 2, 0), false, 1, 5, 3, 3, 9, 2, 4, 8, 6, 9);
    // The last column has no place.
    assertThat(Arrays.copyOf(pool.forward(), 9)).containsExactly(5, 0, 0, 0, 8, 0, 0, 0, 7);
  }

  @Test
  void theFirstOfEqualMaximaGetsTheGradient() {
    Pool pool = new Pool(2, 2, Window.square(2, 1, 0), false, 3, 5, 5, 5);
    pool.forward();
    Arrays.fill(pool.workspace.gradients[1], 9);
    assertThat(Arrays.copyOf(pool.backward(2), 5)).containsExactly(0, 2, 0, 0, 9);
  }

  @Test
  void gradientsOfOverlappingPlacesAddUp() {
    Pool pool = new Pool(1, 4, new Window(1, 2, 1, 1, 0, 0), false, 1, 7, 2, 3);
    pool.forward();
    assertThat(Arrays.copyOf(pool.backward(1, 10, 100), 4)).containsExactly(0, 11, 0, 100);
  }

  @Test
  void aSecondReaderAddsToTheGradientOfTheFirst() {
    Pool pool = new Pool(1, 2, new Window(1, 2, 1, 1, 0, 0), true, 1, 7);
    pool.forward();
    Arrays.fill(pool.workspace.gradients[1], 9);
    assertThat(Arrays.copyOf(pool.backward(2), 2)).containsExactly(9, 11);
  }

  @Test
  void aNumberCountsOnlyIfNothingBeforeItIsMissing() {
    Pool pool = new Pool(1, 4, new Window(1, 2, 1, 2, 0, 0), false, NAN, 1, 1, NAN);
    float[] values = pool.forward();
    assertThat(values[0]).isNaN();
    assertThat(values[4]).isEqualTo(1);
  }

  @Test
  void theTangentIsThatOfTheMaximum() {
    Pool pool = new Pool(1, 4, new Window(1, 2, 1, 2, 0, 0), false, 1, 7, 7, 7);
    pool.forward();
    System.arraycopy(new float[] {1, 2, 3, 4}, 0, pool.workspace.tangents[1], 0, 4);
    pool.operation.tangent(
        new VectorKernels(), pool.workspace, new float[0], new float[0], pool.rows);
    assertThat(Arrays.copyOf(pool.workspace.tangents[2], 5)).containsExactly(2, 0, 0, 0, 3);
  }
}
