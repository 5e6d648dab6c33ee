package io.github.ascent4j.atari;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.Simulator;
import io.github.ascent4j.environment.simulator.SimulatorCopies;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.DType;
import io.github.ascent4j.policy.space.Discrete;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Atari games by name: {@code ale:breakout} with the option {@code rom}. None is listed, since
 * every one needs a ROM that does not come along.
 */
public final class AtariProvider implements EnvironmentProvider {
  static final String PREFIX = "ale:";
  private static final Pattern GAME = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)*");

  @Override
  public List<EnvironmentInfo> list() {
    return List.of();
  }

  @Override
  public boolean provides(String id) {
    return id.startsWith(PREFIX);
  }

  /** The emulator is; the file with the game is an option. */
  @Override
  public boolean selfContained(String id) {
    return true;
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return AtariSettings.OPTIONS;
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    String game = request.id().substring(PREFIX.length());
    if (!GAME.matcher(game).matches()) {
      throw new IllegalArgumentException(
          request.id()
              + " is no name of a game; write it in lower case with underscores, for example "
              + PREFIX
              + "space_invaders");
    }
    AtariSettings settings = AtariSettings.of(request);
    Rom rom = Rom.of(game, request.text("rom", ""));
    AleConsole console = new AleConsole(rom);
    try {
      int[] actions = console.actions(settings.fullActionSpace());
      EnvironmentInfo info =
          new EnvironmentInfo(
              request.id(),
              "the Atari game " + game,
              Box.uniform(
                  List.of(settings.stack(), settings.rows(), settings.columns()),
                  DType.UINT8,
                  0,
                  255),
              new Discrete(actions.length),
              settings.maxSteps(),
              OptionalDouble.empty());
      return new SimulatorCopies(
          info, request.copies(), request.threads(), new Consoles(console, rom, settings, actions));
    } catch (RuntimeException | Error e) {
      console.close();
      throw e;
    }
  }

  /** Gives the console that is there already to the first copy and new ones to the others. */
  private static final class Consoles implements Supplier<Simulator> {
    private @Nullable AleConsole first;
    private final Rom rom;
    private final AtariSettings settings;
    private final int[] actions;

    Consoles(AleConsole first, Rom rom, AtariSettings settings, int[] actions) {
      this.first = first;
      this.rom = rom;
      this.settings = settings;
      this.actions = actions;
    }

    @Override
    public Simulator get() {
      AleConsole console = first == null ? new AleConsole(rom) : first;
      first = null;
      return new AtariGame(console, settings, actions);
    }
  }
}
