package io.github.ascent4j.policy;

import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.space.ObservationLayout;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random observations of an agent, in all forms that a policy takes, with masks if it acts so. */
final class Asked {
  final int rows;
  final int size;
  final float[] flat;
  final float[] numbers;
  final byte[] images;
  final boolean @Nullable [] masks;
  private final int flags;
  private final ObservationLayout layout;

  Asked(SavedAgent agent, int rows, int seed) {
    this.rows = rows;
    AgentDescription description = agent.description();
    layout = ObservationLayout.of(description.observationSpace());
    size = description.observationSpace().flatSize();
    flags = description.distribution().maskSize();
    flat = new float[rows * size];
    numbers = new float[rows * layout.numbers()];
    images = new byte[rows * layout.bytes()];
    Random random = new Random(seed);
    for (int i = 0; i < rows; i++) {
      for (ObservationLayout.Part part : layout.parts()) {
        for (int k = 0; k < part.size(); k++) {
          flat[i * size + part.flatOffset() + k] =
              part.image()
                  ? random.nextInt(256)
                  : part.categories().isEmpty()
                      ? 4 * random.nextFloat() - 2
                      : random.nextInt(part.categories().get(k));
        }
      }
      layout.split(flat, i * size, numbers, i * layout.numbers(), images, i * layout.bytes());
    }
    masks = description.actionMasks() ? new boolean[rows * flags] : null;
    for (int k = 0; masks != null && k < masks.length; k++) {
      // Of two neighbours one is allowed, and so something of every choice.
      masks[k] = k % 2 == k / flags % 2 || random.nextInt(3) == 0;
    }
  }

  float[] observation(int row) {
    return Arrays.copyOfRange(flat, row * size, (row + 1) * size);
  }

  float[] numbers(int row) {
    int n = layout.numbers();
    return Arrays.copyOfRange(numbers, row * n, (row + 1) * n);
  }

  byte[] images(int row) {
    int n = layout.bytes();
    return Arrays.copyOfRange(images, row * n, (row + 1) * n);
  }

  boolean @Nullable [] mask(int row) {
    return masks == null ? null : Arrays.copyOfRange(masks, row * flags, (row + 1) * flags);
  }

  Observations batch() {
    Observations batch = Observations.of(rows, flat);
    return masks == null ? batch : batch.masked(masks);
  }

  Observations apart() {
    Observations batch = Observations.of(rows, numbers, images);
    return masks == null ? batch : batch.masked(masks);
  }
}
