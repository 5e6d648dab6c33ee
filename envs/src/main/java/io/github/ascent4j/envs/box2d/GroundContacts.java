package io.github.ascent4j.envs.box2d;

import com.badlogic.gdx.physics.box2d.Body;
import com.badlogic.gdx.physics.box2d.Contact;
import com.badlogic.gdx.physics.box2d.ContactImpulse;
import com.badlogic.gdx.physics.box2d.ContactListener;
import com.badlogic.gdx.physics.box2d.Manifold;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which parts touch the ground. As in Gymnasium a foot that ceases to touch one piece of ground
 * counts as lifted, even if it still stands on another.
 */
final class GroundContacts implements ContactListener {
  private @Nullable Body trunk;
  private Body[] feet = new Body[0];
  private boolean[] footDown = new boolean[0];
  private boolean trunkTouched;

  /** Watches the bodies of a new episode; nothing has touched yet. */
  void watch(Body newTrunk, Body... newFeet) {
    trunk = newTrunk;
    feet = newFeet;
    footDown = new boolean[newFeet.length];
    trunkTouched = false;
  }

  /** Whether the trunk has touched the ground in this episode. */
  boolean trunkTouched() {
    return trunkTouched;
  }

  boolean footDown(int foot) {
    return footDown[foot];
  }

  /** For tests that put bodies where they were in a recorded episode. */
  void set(boolean newTrunkTouched, boolean... newFootDown) {
    trunkTouched = newTrunkTouched;
    footDown = Arrays.copyOf(newFootDown, feet.length);
  }

  @Override
  public void beginContact(Contact contact) {
    Body a = contact.getFixtureA().getBody();
    Body b = contact.getFixtureB().getBody();
    if (a.equals(trunk) || b.equals(trunk)) {
      trunkTouched = true;
    }
    mark(a, b, true);
  }

  @Override
  public void endContact(Contact contact) {
    mark(contact.getFixtureA().getBody(), contact.getFixtureB().getBody(), false);
  }

  private void mark(Body a, Body b, boolean down) {
    for (int i = 0; i < feet.length; i++) {
      if (a.equals(feet[i]) || b.equals(feet[i])) {
        footDown[i] = down;
      }
    }
  }

  @Override
  public void preSolve(Contact contact, Manifold oldManifold) {}

  @Override
  public void postSolve(Contact contact, ContactImpulse impulse) {}
}
