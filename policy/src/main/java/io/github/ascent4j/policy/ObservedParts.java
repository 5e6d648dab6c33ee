package io.github.ascent4j.policy;

import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.space.ActionEncoding;
import io.github.ascent4j.policy.space.ObservationLayout;
import io.github.ascent4j.policy.space.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a network reads is what there is to read: every image of the observations as a part
 * of its shape, and between the images as many numbers, in any number of parts.
 */
final class ObservedParts {
  private ObservedParts() {}

  static void check(ActorCritic network, Space space) {
    List<Object> read = new ArrayList<>();
    for (Input part : network.parts()) {
      if (part.image()) {
        read.add(part.shape());
      } else if (part.kind() == Input.Kind.NUMBERS) {
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
