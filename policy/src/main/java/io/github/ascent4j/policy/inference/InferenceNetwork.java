package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.program.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network with its weights, run for one sample at a time. Immutable, and so shared. */
public final class InferenceNetwork {
  private static final float[] PIXELS = new float[256];

  static {
    for (int i = 0; i < PIXELS.length; i++) {
      PIXELS[i] = i / 255f;
    }
  }

  private final ActorCritic description;
  private final List<LayerStack> parts = new ArrayList<>();

  /** Floats that each part yields. */
  private final int[] widths;

  private final LayerStack trunk;
  private final LayerStack actor;
  private final @Nullable LayerStack critic;

  /**
   * @param parameters all parameters in the order of {@link ParameterLayout}; copied
   */
  public InferenceNetwork(ActorCritic description, float[] parameters) {
    this.description = description;
    widths = description.parts().stream().mapToInt(Input::features).toArray();
    StackBuilder builder = new StackBuilder(ParameterLayout.of(description), parameters);
    for (int i = 0; i < description.parts().size(); i++) {
      Input part = description.parts().get(i);
      parts.add(builder.build("input." + i, part.shape(), part.layers()));
    }
    List<Integer> features = description.featureShape();
    trunk = builder.build("trunk", features, description.trunk());
    List<Integer> branch = ActorCritic.outputShape(features, description.trunk());
    actor = builder.build("actor", branch, description.actorLayers());
    critic =
        description.hasCritic()
            ? builder.build("critic", branch, description.criticLayers())
            : null;
  }

  /** The arrays of one thread. */
  public final class Workspace {
    /** What goes in: the observation's numbers, then those of the step before, [F]. */
    public final float[] numbers = new float[description.numbers()];

    /** What goes in: images, [U]. */
    public final byte[] images = new byte[description.bytes()];

    /** What the network remembers of the step before, [S]; zeros at first. */
    public float[] state = new float[description.stateSize()];

    private float[] next = new float[state.length];
    private final float[][] partInputs = new float[parts.size()][];
    private final LayerStack.Buffers[] partBuffers = new LayerStack.Buffers[parts.size()];
    private final float[] features = new float[parts.size() == 1 ? 0 : Arrays.stream(widths).sum()];
    private final LayerStack.Buffers trunkBuffers = trunk.buffers();
    private final LayerStack.Buffers actorBuffers = actor.buffers();
    private final LayerStack.@Nullable Buffers criticBuffers =
        critic == null ? null : critic.buffers();
    private float[] trunkOutput = new float[0];

    /** Whether the only part is all numbers, which need not be copied. */
    private final boolean whole = parts.size() == 1 && !description.parts().get(0).image();

    private Workspace() {
      for (int i = 0; i < partInputs.length; i++) {
        partInputs[i] = whole ? numbers : new float[description.parts().get(i).size()];
        partBuffers[i] = parts.get(i).buffers();
      }
    }

    /**
     * Runs the actor.
     *
     * @return what its last layer yields, until the next run
     */
    public float[] policy() {
      runTrunk();
      return actor.run(trunkOutput, actorBuffers, state, next);
    }

    /** What {@link #policy} gave to the actor's last layer. */
    public float[] actorFeatures() {
      return actorBuffers.lastInput(trunkOutput);
    }

    /** Takes the state on to the step after the one that {@link #policy} ran. */
    public void remember() {
      if (critic != null && criticBuffers != null) {
        critic.remember(trunkOutput, criticBuffers, state, next);
      }
      float[] before = state;
      state = next;
      next = before;
    }

    /** Runs the critic, which there must be; the state stays. */
    public float value() {
      if (critic == null || criticBuffers == null) {
        throw new IllegalStateException("this network has no critic");
      }
      runTrunk();
      return critic.run(trunkOutput, criticBuffers, state, next)[0];
    }

    private void runTrunk() {
      int number = 0;
      int pixel = 0;
      int column = 0;
      float[] yielded = numbers;
      for (int i = 0; i < partInputs.length; i++) {
        Input part = description.parts().get(i);
        float[] input = partInputs[i];
        if (part.image()) {
          for (int k = 0; k < input.length; k++) {
            input[k] = PIXELS[images[pixel + k] & 0xff];
          }
          pixel += input.length;
        } else {
          if (!whole) {
            System.arraycopy(numbers, number, input, 0, input.length);
          }
          number += input.length;
        }
        yielded = parts.get(i).run(input, partBuffers[i], state, next);
        if (features.length > 0) {
          System.arraycopy(yielded, 0, features, column, widths[i]);
          column += widths[i];
        }
      }
      trunkOutput = trunk.run(features.length > 0 ? features : yielded, trunkBuffers, state, next);
    }
  }

  /** Arrays for another thread. */
  public Workspace workspace() {
    return new Workspace();
  }
}
