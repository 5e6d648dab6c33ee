package io.github.ascent4j.atari;

import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import java.util.List;

/**
 * How a game is shown to an agent. A preset says all of it and other options change parts.
 *
 * @param convention in whose order games and lives are started
 * @param noopMax most frames without an action at a game's start
 * @param frameSkip frames in a step
 * @param maxFrames frames after which a game is truncated; 0 for never
 * @param episodicLife whether a lost life ends the episode
 * @param fireReset whether an episode starts with the buttons that make the game go on
 * @param clipReward whether rewards are cut to their sign
 * @param stack pictures in an observation
 * @param rows height of a picture
 * @param columns width of a picture
 * @param repeatActionProbability probability, frame by frame, that the last action is repeated
 * @param fullActionSpace whether there are all 18 actions and not only those the game knows
 */
record AtariSettings(
    Convention convention,
    int noopMax,
    int frameSkip,
    int maxFrames,
    boolean episodicLife,
    boolean fireReset,
    boolean clipReward,
    int stack,
    int rows,
    int columns,
    double repeatActionProbability,
    boolean fullActionSpace) {

  /** Whose wrappers are followed. */
  enum Convention {
    /** {@code AtariWrapper} of Stable-Baselines3 with a stack of frames, after baselines. */
    ATARI("84x84"),
    /** {@code AtariEnv} of rlpyt. */
    RLPYT("104x80");

    final String screen;

    Convention(String screen) {
      this.screen = screen;
    }
  }

  static final List<EnvironmentOption> OPTIONS =
      List.of(
          new EnvironmentOption(
              "rom",
              "",
              "file with the game's ROM, which you have to have",
              EnvironmentOption.Reach.FILE),
          EnvironmentOption.plain(
              "preset",
              "atari",
              "atari for the wrappers of Stable-Baselines3 and baselines, or rlpyt for those of"
                  + " rlpyt"),
          EnvironmentOption.plain(
              "noop_max", "30", "most frames without an action at a game's start, 0 to 1000"),
          EnvironmentOption.plain("frame_skip", "4", "frames in a step, 1 to 60"),
          EnvironmentOption.plain(
              "max_frames",
              "108000",
              "frames after which a game is truncated, half an hour of play; 0 for never"),
          EnvironmentOption.plain(
              "episodic_life", "true", "whether a lost life ends the episode; the game goes on"),
          EnvironmentOption.plain(
              "fire_reset",
              "true",
              "whether an episode starts with pressing fire and the next button where the game"
                  + " has fire"),
          EnvironmentOption.plain(
              "clip_reward", "true", "whether rewards are cut to their sign, -1, 0 or 1"),
          EnvironmentOption.plain("stack", "4", "pictures in an observation, 1 to 16"),
          EnvironmentOption.plain(
              "screen",
              "84x84",
              "rows x columns of a picture: 84x84 averaged over areas, or 104x80, every other"
                  + " pixel, which is the default of preset=rlpyt"),
          EnvironmentOption.plain(
              "repeat_action_probability",
              "0",
              "probability that a frame repeats the last action, 0 to 0.95; 0.25 for sticky"
                  + " actions"),
          EnvironmentOption.plain(
              "full_action_space",
              "false",
              "whether there are all 18 actions and not only those that the game knows"));

  /**
   * @throws IllegalArgumentException if an option is unknown or has a value that is not allowed
   */
  static AtariSettings of(EnvironmentRequest request) {
    request.allowOnly(OPTIONS);
    String preset = request.text("preset", "atari");
    Convention convention =
        switch (preset) {
          case "atari" -> Convention.ATARI;
          case "rlpyt" -> Convention.RLPYT;
          default ->
              throw new IllegalArgumentException(
                  request.id() + ": preset \"" + preset + "\"; give atari or rlpyt");
        };
    boolean half = isHalf(request, convention);
    return new AtariSettings(
        convention,
        request.count("noop_max", 30, 0, 1000),
        request.count("frame_skip", 4, 1, 60),
        request.count("max_frames", 108_000, 0, Integer.MAX_VALUE),
        request.flag("episodic_life", true),
        request.flag("fire_reset", true),
        request.flag("clip_reward", true),
        request.count("stack", 4, 1, 16),
        half ? 104 : 84,
        half ? 80 : 84,
        request.number("repeat_action_probability", 0, 0, 0.95),
        request.flag("full_action_space", false));
  }

  private static boolean isHalf(EnvironmentRequest request, Convention convention) {
    String screen = request.text("screen", convention.screen);
    return switch (screen) {
      case "84x84" -> false;
      case "104x80" -> true;
      default ->
          throw new IllegalArgumentException(
              request.id() + ": screen \"" + screen + "\"; give 84x84 or 104x80");
    };
  }

  /** What makes pictures of this size for a console with such a display. */
  FrameEncoder encoder(Display display) {
    return rows == 84
        ? new AreaFrame(display, rows, columns)
        : new HalfFrame(display, rows, columns);
  }

  /** Steps that a game can last at most. */
  int maxSteps() {
    return maxFrames == 0 ? Integer.MAX_VALUE : (maxFrames - 1) / frameSkip + 1;
  }
}
