package io.github.ascent4j.policy;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.space.ActionEncoding;
import io.github.ascent4j.policy.space.MultiBinary;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a network reads is what there is to read: every image of the observations as a part
 * of its shape, and between the images as many numbers, in any number of parts.
 */
final class ObservedParts {
  /** What stands for a component that is no category, among numbers of categories. */
  private static final int NUMBER = 0;

  private static final int BITS = -1;

  private ObservedParts() {}

  static void check(ActorCritic network, Space space) {
    List<Object> read = new ArrayList<>();
    for (Input part : network.parts()) {
      if (part.image()) {
        read.add(part.shape());
      } else if (part.kind().observed()) {
        addNumbers(read, part.size());
      }
    }
    List<Object> given = new ArrayList<>();
    for (ObservationLayout.Part part : ObservationLayout.of(space).parts()) {
      if (part.image()) {
        given.add(part.shape());
      } else {
        addNumbers(given, part.size());
      }
    }
    if (!read.equals(given)) {
      throw new IllegalArgumentException(
          "the network reads "
              + text(read)
              + ", but observations of "
              + space
              + " have "
              + text(given)
              + "; give the network inputs of these sizes in this order");
    }
    checkCategories(network, space);
  }

  /** A discrete component may also be read as a number, but nothing else as categories or bits. */
  private static void checkCategories(ActorCritic network, Space space) {
    List<Integer> given = new ArrayList<>();
    for (ObservationLayout.Part part : ObservationLayout.of(space).parts()) {
      boolean bits = part.space() instanceof MultiBinary;
      for (int k = 0; k < part.size() && !part.image(); k++) {
        given.add(part.categories().isEmpty() ? bits ? BITS : NUMBER : part.categories().get(k));
      }
    }
    int column = 0;
    for (Input part : network.parts()) {
      for (int k = 0; k < part.size() && part.kind().observed() && !part.image(); k++) {
        int read =
            part.kind() == Input.Kind.NUMBERS
                ? given.get(column)
                : part.kind() == Input.Kind.BITS ? BITS : part.categories().get(k);
        if (read != given.get(column)) {
          throw new IllegalArgumentException(
              "the network reads number "
                  + column
                  + " of an observation as "
                  + text(read)
                  + ", but in "
                  + space
                  + " it is "
                  + text(given.get(column)));
        }
        column++;
      }
    }
  }

  private static String text(int component) {
    return component == NUMBER
        ? "no category"
        : component == BITS ? "a bit" : "one of " + component + " categories";
  }

  /** Numbers that follow one another are one run. */
  private static void addNumbers(List<Object> runs, int size) {
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last) instanceof Integer before) {
      runs.set(last, before + size);
    } else {
      runs.add(size);
    }
  }

  private static String text(List<Object> runs) {
    List<String> texts = new ArrayList<>();
    for (Object run : runs) {
      texts.add(run instanceof Integer numbers ? "numbers [" + numbers + "]" : "an image " + run);
    }
    return texts.isEmpty() ? "nothing" : String.join(", ", texts);
  }

  static void checkPreviousAction(ActorCritic network, Space actions) {
    Input part = network.part(Input.Kind.PREVIOUS_ACTION);
    if (part != null && part.size() != ActionEncoding.of(actions).size()) {
      throw new IllegalArgumentException(
          "the network reads a previous action of "
              + part.size()
              + " numbers, but actions of "
              + actions
              + " are "
              + ActionEncoding.of(actions).size()
              + " as ActionEncoding writes them; give an input of that size");
    }
  }
}
