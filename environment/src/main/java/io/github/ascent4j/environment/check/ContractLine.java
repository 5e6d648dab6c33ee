package io.github.ascent4j.environment.check;

/**
 * What training relies on, line by line. Lines E hold for an {@link
 * io.github.ascent4j.environment.Environment} and for each copy of a {@link
 * io.github.ascent4j.environment.VectorEnvironment}, lines V for the latter alone.
 */
public enum ContractLine {
  E1(
      "The spaces, the time limit, the names of infos and whether actions are masked never change"
          + " and are the same in every instance."),
  E2("A continuous action has finite bounds."),
  E3(
      "`reset` and `step` write all `flatSize()` floats of the observation at every call and use"
          + " nothing of an array beyond its space's size."),
  E4("Every observation is finite and lies in its space; pixels are whole numbers."),
  E5("Every reward is finite and in the range of a float."),
  E6(
      "With any allowed action of the action space, `reset`, `step`, `actionMask`, `info`, `scene`"
          + " and `close` return in good time, throw nothing and return no null."),
  E7("The seed given to `reset` and the actions that follow decide every number of an episode."),
  E8("Nothing is left of the episode before, and `reset` may come in the middle of one."),
  E9("Instances share nothing that changes."),
  E10("Arrays belong to the caller: the action is not written to, and no array is kept."),
  E11("Every episode ends, or `timeLimit()` says after how many steps it is cut."),
  E12(
      "`terminated` means that nothing can be earned any more; an end that comes from a clock is"
          + " `truncated`."),
  E13("Where `masksActions()` is true, `actionMask` leaves each choice one possibility at least."),
  E14("Calls come one at a time, and not always from the same thread."),
  E15(
      "`infoNames()` are legal names, each there once, and `info` gives every one a finite number"
          + " after each step, or NaN where there is none."),
  V1("There are as many copies as were asked for."),
  V2("Copy i is decided by `seed + i`, whatever the number of copies."),
  V3(
      "A copy whose episode ends starts the next one in the same step: `finalObservations` then"
          + " holds the last observation, `observations` the first of the next episode."),
  V4("`reset` leaves rewards at 0 and no copy terminated or truncated."),
  V5("What `save` writes lets `restore` go on with the same numbers in another instance."),
  V6(
      "Where `stepsInParts()` is true, copies stepped apart give the same numbers, and the rows of"
          + " the others stay as they are."),
  V7("An action outside its space is refused with an exception."),
  V8(
      "Where there are `infoNames()`, a step writes the `infos` of all copies that it steps, and"
          + " `reset` leaves NaN.");

  private final String text;

  ContractLine(String text) {
    this.text = text;
  }

  /** The line as a sentence, as it stands in the documentation. */
  public String text() {
    return text;
  }
}
