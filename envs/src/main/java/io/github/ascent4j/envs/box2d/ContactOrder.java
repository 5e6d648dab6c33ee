package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.BodyDef;
import com.badlogic.gdx.physics.box2d.Contact;
import com.badlogic.gdx.physics.box2d.ContactFilter;
import com.badlogic.gdx.physics.box2d.ContactImpulse;
import com.badlogic.gdx.physics.box2d.ContactListener;
import com.badlogic.gdx.physics.box2d.EdgeShape;
import com.badlogic.gdx.physics.box2d.Filter;
import com.badlogic.gdx.physics.box2d.Fixture;
import com.badlogic.gdx.physics.box2d.Manifold;
import com.badlogic.gdx.physics.box2d.World;
import java.util.Arrays;

/*
 * Design. Box2D sorts the pairs of parts that came near each other in a step before it makes contacts of
 * them, and solves contacts in the order they were made in. The sort of libGDX's Box2D is told a wrong
 * count and sorts nothing (b2BroadPhase::UpdatePairs), which parts its episodes from those of every
 * other build. Nothing public makes contacts, but the filter is asked about each pair that is about to
 * become one, and a part can be marked to be asked about again. So: note what is made; if a batch was
 * out of order, take it back before the next step (the filter says no), and let the pairs in one after
 * the other as they should have been (the filter says yes to the next one only). Pairs are looked for
 * when there is a new part, hence the lever: a part far away that comes and goes. A step of no seconds
 * looks for pairs and updates contacts, as the step that follows would do first, and moves nothing.
 *
 * A batch ends where Box2D reports anything: several are made in a step that has impacts.
 */

/** Gives the contacts of a world the order that Box2D means them to have. */
final class ContactOrder implements ContactFilter, ContactListener {
  private static final float FAR = -1e6f;
  private static final Integer LAST = Integer.MAX_VALUE;

  private enum Mode {
    /** Let pairs become contacts, and note them. */
    NOTE,
    /** Note pairs, but make no contacts. */
    COLLECT,
    /** Take back the noted contacts. */
    TAKE_BACK,
    /** Let the next noted pair become a contact, and no later one. */
    LET_IN
  }

  private final World world;
  private final ContactListener listener;
  private final Body leverBody;
  private final EdgeShape leverShape = new EdgeShape();
  private int parts;
  private Mode mode = Mode.NOTE;
  private boolean fresh = true;

  /** Noted pairs; of each the part that was made first comes first. */
  private Fixture[] first = new Fixture[16];

  private Fixture[] second = new Fixture[16];
  private int[] batch = new int[16];
  private int noted;
  private int letIn;
  private int batches;

  /**
   * @param listener is told all that this is told
   */
  ContactOrder(World world, ContactListener listener) {
    this.world = world;
    this.listener = listener;
    leverBody = world.createBody(new BodyDef());
    leverShape.set(FAR, FAR, FAR + 1, FAR);
    world.setContactFilter(this);
    world.setContactListener(this);
  }

  /** Has to be told every part in the order they are made. */
  void made(Fixture part) {
    part.setUserData(parts++);
  }

  /** To be called before each step. */
  void mend() {
    if (fresh) {
      fresh = false;
      mode = Mode.COLLECT;
      lookForPairs();
      sortAndLetIn();
    } else if (!inOrder()) {
      mode = Mode.TAKE_BACK;
      markNoted(0);
      idle();
      sortAndLetIn();
    }
    mode = Mode.NOTE;
    noted = 0;
    batches = 0;
  }

  private void sortAndLetIn() {
    sort();
    mode = Mode.LET_IN;
    letIn = 0;
    while (letIn < noted) {
      int before = letIn;
      markNoted(letIn);
      lookForPairs();
      if (letIn == before) {
        // An impact at the end of the step has parted them again.
        letIn++;
      }
    }
  }

  private void markNoted(int from) {
    for (int i = from; i < noted; i++) {
      second[i].refilter();
    }
  }

  private void lookForPairs() {
    Fixture lever = leverBody.createFixture(leverShape, 0);
    lever.setUserData(LAST);
    idle();
    leverBody.destroyFixture(lever);
  }

  private void idle() {
    // The forces are for the step that follows.
    world.setAutoClearForces(false);
    world.step(0, 1, 1);
    world.setAutoClearForces(true);
  }

  @Override
  public boolean shouldCollide(Fixture a, Fixture b) {
    if (!mayTouch(a.getFilterData(), b.getFilterData())) {
      return false;
    }
    boolean inOrder = order(a) < order(b);
    Fixture one = inOrder ? a : b;
    Fixture other = inOrder ? b : a;
    return switch (mode) {
      case NOTE -> {
        note(one, other);
        yield true;
      }
      case COLLECT -> {
        note(one, other);
        yield false;
      }
      case TAKE_BACK -> indexOf(one, other) < 0;
      case LET_IN -> {
        int i = indexOf(one, other);
        if (i == letIn) {
          letIn++;
        }
        yield i < letIn;
      }
    };
  }

  private static boolean mayTouch(Filter a, Filter b) {
    return (a.maskBits & b.categoryBits) != 0 && (b.maskBits & a.categoryBits) != 0;
  }

  private static int order(Fixture part) {
    return (Integer) part.getUserData();
  }

  private int indexOf(Fixture one, Fixture other) {
    for (int i = 0; i < noted; i++) {
      if (first[i].equals(one) && second[i].equals(other)) {
        return i;
      }
    }
    return -1;
  }

  private void note(Fixture one, Fixture other) {
    if (mode == Mode.COLLECT && indexOf(one, other) >= 0) {
      return;
    }
    if (noted == first.length) {
      first = Arrays.copyOf(first, 2 * noted);
      second = Arrays.copyOf(second, 2 * noted);
      batch = Arrays.copyOf(batch, 2 * noted);
    }
    first[noted] = one;
    second[noted] = other;
    batch[noted] = batches;
    noted++;
  }

  private boolean inOrder() {
    for (int i = 1; i < noted; i++) {
      if (isBefore(i, i - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Insertion sort: there are few. */
  private void sort() {
    for (int i = 1; i < noted; i++) {
      for (int j = i; j > 0 && isBefore(j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  private boolean isBefore(int i, int j) {
    if (batch[i] != batch[j]) {
      return batch[i] < batch[j];
    }
    int a = order(first[i]);
    int b = order(first[j]);
    return a != b ? a < b : order(second[i]) < order(second[j]);
  }

  private void swap(int i, int j) {
    Fixture one = first[i];
    first[i] = first[j];
    first[j] = one;
    Fixture other = second[i];
    second[i] = second[j];
    second[j] = other;
    int group = batch[i];
    batch[i] = batch[j];
    batch[j] = group;
  }

  /** Frees what the world does not. */
  void close() {
    leverShape.dispose();
  }

  @Override
  public void beginContact(Contact contact) {
    batches++;
    listener.beginContact(contact);
  }

  @Override
  public void endContact(Contact contact) {
    listener.endContact(contact);
  }

  @Override
  public void preSolve(Contact contact, Manifold oldManifold) {
    batches++;
    listener.preSolve(contact, oldManifold);
  }

  @Override
  public void postSolve(Contact contact, ContactImpulse impulse) {
    batches++;
    listener.postSolve(contact, impulse);
  }
}
