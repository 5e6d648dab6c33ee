package io.github.ascent4j.atari;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.ale.ALEScreen;
import org.bytedeco.ale.ALEState;
import org.bytedeco.ale.ColourPalette;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;

/*
 * Design. What a game finds in memory at its start may come from the game before, so every game is
 * started from the state the console had when it was switched on. The console's switches are no part
 * of that state: they keep the position of the last frame, and a reset leaves the reset switch pressed
 * until the next frame. So a frame is emulated before a game is started behind another start.
 *
 * A game is then decided by the buttons pressed in each of its frames, and these are what is saved. The
 * emulator's own saved state would be shorter to load, but the emulator believes it: a state that
 * somebody has made up has it write wherever that says. Of a file it gets no byte here. It is pressed
 * buttons that a console has, as anybody who plays could, and what comes of them is compared with a
 * sum. The price is that a game is played again, some thousands of frames in a second.
 *
 * The emulator's generator is used for sticky actions alone, which are drawn by AtariGame instead.
 */

/** A console of the Arcade Learning Environment. */
final class AleConsole implements Arcade {
  /** Any but 0, which stands for the time. */
  private static final int RANDOM_SEED = 1;

  /** A saved game that is its buttons; 0 and 1 were the emulator's state. */
  private static final int PLAYED = 2;

  private final Rom rom;
  private final ALEInterface ale;
  private final ALEState switchedOn;
  private final BytePointer pixels;
  private final Display display;
  private final CRC32C crc = new CRC32C();

  /** Pressed since the game was started. */
  private final Buttons played = new Buttons();

  /** Whether no frame was emulated since the reset switch was pressed. */
  private boolean resetPressed = true;

  AleConsole(Rom rom) {
    AleLibrary.load();
    this.rom = rom;
    ale = new ALEInterface();
    ale.setInt("random_seed", RANDOM_SEED);
    ale.setInt("frame_skip", 1);
    ale.setInt("max_num_frames_per_episode", 0);
    ale.setFloat("repeat_action_probability", 0);
    ale.setBool("color_averaging", false);
    ale.setBool("display_screen", false);
    ale.setBool("sound", false);
    ale.loadROM(rom.file().toString());
    switchedOn = ale.cloneSystemState();
    try (PointerScope scope = new PointerScope()) {
      ALEScreen screen = ale.getScreen();
      // The emulator's memory, at one place as long as it has this ROM.
      pixels = new BytePointer(screen.getArray());
      scope.detach(pixels);
      display =
          new Display(
              (int) screen.height(),
              (int) screen.width(),
              new int[Display.COLORS],
              new int[Display.COLORS]);
      ColourPalette palette = ale.theOSystem().colourPalette();
      for (int i = 0; i < Display.COLORS; i++) {
        display.rgb()[i] = palette.getRGB(i);
        display.greys()[i] = palette.getGrayscale(i) & 0xff;
      }
    }
  }

  @Override
  public Display display() {
    return display;
  }

  /** The actions the game knows, or all of them. */
  int[] actions(boolean full) {
    try (PointerScope scope = new PointerScope()) {
      IntPointer set = full ? ale.getLegalActionSet() : ale.getMinimalActionSet();
      int[] actions = new int[(int) set.limit()];
      set.get(actions);
      return actions;
    }
  }

  @Override
  public void reset() {
    releaseReset();
    ale.restoreSystemState(switchedOn);
    ale.reset_game();
    resetPressed = true;
    played.clear();
  }

  private void releaseReset() {
    if (resetPressed) {
      ale.act(NOOP);
      resetPressed = false;
    }
  }

  @Override
  public int act(int action) {
    resetPressed = false;
    played.add(action);
    return ale.act(action);
  }

  @Override
  public boolean over() {
    return ale.game_over();
  }

  @Override
  public int lives() {
    return ale.lives();
  }

  @Override
  public void screen(byte[] colors) {
    pixels.get(colors, 0, display.size());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeUTF(rom.md5());
    out.writeByte(PLAYED);
    played.save(out);
    out.writeInt(stateSum());
  }

  /** A sum over all that the emulator remembers. */
  private int stateSum() {
    try (PointerScope scope = new PointerScope()) {
      BytePointer state = ale.cloneSystemState().serialize();
      byte[] bytes = new byte[(int) state.limit()];
      state.get(bytes);
      crc.reset();
      crc.update(bytes);
      return (int) crc.getValue();
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    String savedMd5 = in.readUTF();
    if (!savedMd5.equals(rom.md5())) {
      throw new IOException(
          "the saved game is of a ROM with MD5 "
              + savedMd5
              + ", but "
              + rom.file()
              + " has "
              + rom.md5()
              + "; give the ROM the run was started with");
    }
    int kind = in.readByte();
    if (kind == 0 || kind == 1) {
      throw new IOException(
          "the game was saved as the emulator's memory, which is not loaded any more since it could"
              + " be forged; go on with the release that the run was started with, or train anew");
    }
    if (kind != PLAYED) {
      throw damaged("kind " + kind);
    }
    Buttons saved = new Buttons();
    if (!saved.restore(in)) {
      throw damaged("a button that a console does not have");
    }
    int sum = in.readInt();
    reset();
    saved.press(this::act);
    if (stateSum() != sum) {
      throw damaged(
          "its "
              + saved.frames()
              + " frames played again lead elsewhere, which another release of the Arcade Learning"
              + " Environment would do too");
    }
  }

  private static IOException damaged(String what) {
    return new IOException(
        "the saved state of the emulator is damaged: " + what + "; use an older checkpoint");
  }

  @Override
  public void close() {
    pixels.close();
    switchedOn.close();
    ale.close();
  }
}
