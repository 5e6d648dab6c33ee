package io.github.ascent4j.environment;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Design. That an environment is given to two vector environments is no mistake by itself: many are
 * played one after another. It is one when somebody else has started an episode in it since, so the one
 * that starts an episode becomes the tenant, and the one that was finds out at its next step.
 */

/** Who plays the running episode of an environment. */
final class Tenancy {
  /** An environment by its identity, which is forgotten with it. */
  private static final class Key extends WeakReference<Environment> {
    private final int hash;

    Key(Environment environment, @Nullable ReferenceQueue<Environment> queue) {
      super(environment, queue);
      hash = System.identityHashCode(environment);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A key is which instance it is.
    public boolean equals(Object other) {
      return this == other || (other instanceof Key key && get() != null && get() == key.get());
    }
  }

  private static final Map<Key, Tenancy> ALL = new HashMap<>();
  private static final ReferenceQueue<Environment> FORGOTTEN = new ReferenceQueue<>();

  /** A token and not the player, which would be kept alive by its environment. */
  private volatile @Nullable Object tenant;

  private Tenancy() {}

  /** The tenancy of an environment, the same one for everybody who asks. */
  static Tenancy of(Environment environment) {
    synchronized (ALL) {
      for (Object key = FORGOTTEN.poll(); key != null; key = FORGOTTEN.poll()) {
        ALL.remove(key);
      }
      return ALL.computeIfAbsent(new Key(environment, FORGOTTEN), key -> new Tenancy());
    }
  }

  /**
   * Somebody starts an episode.
   *
   * @param token by which it is known
   */
  void enter(Object token) {
    tenant = token;
  }

  /** Whether nobody else has started an episode since. */
  @SuppressWarnings("ReferenceEquality") // A token is known by being the same.
  boolean isOf(Object token) {
    return tenant == token;
  }
}
