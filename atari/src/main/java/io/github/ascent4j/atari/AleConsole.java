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
 * Design. The emulator's saved state is exact but for one thing: the console's switches keep the
 * position of the last frame. A reset leaves the reset switch pressed, which the first frame of the
 * game still sees; any frame releases it. So a state is loaded into a console whose switch stands as
 * that of the saved one did.
 *
 * What a game finds in memory at its start may come from the game before. Every game is started from
 * the state the console had when it was switched on, so that nothing leaks from one into the next.
 *
 * The emulator's generator is used for sticky actions alone, which are drawn by AtariGame instead.
 */

/** A console of the Arcade Learning Environment. */
final class AleConsole implements Arcade {
  /** Any but 0, which stands for the time. */
  private static final int RANDOM_SEED = 1;

  private static final int MAX_STATE_BYTES = 1 << 20;

  private final Rom rom;
  private final ALEInterface ale;
  private final ALEState switchedOn;
  private final BytePointer pixels;
  private final Display display;
  private final CRC32C crc = new CRC32C();

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
    byte[] bytes;
    try (PointerScope scope = new PointerScope()) {
      BytePointer state = ale.cloneSystemState().serialize();
      bytes = new byte[(int) state.limit()];
      state.get(bytes);
    }
    out.writeUTF(rom.md5());
    out.writeBoolean(resetPressed);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeLong(crcOf(bytes));
  }

  private long crcOf(byte[] bytes) {
    crc.reset();
    crc.update(bytes);
    return crc.getValue();
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
    boolean savedPressed = in.readBoolean();
    int length = in.readInt();
    if (length < 1 || length > MAX_STATE_BYTES) {
      throw damaged(length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    // The emulator writes where a damaged state says, so none may get to it.
    if (in.readLong() != crcOf(bytes)) {
      throw damaged("another checksum");
    }
    load(bytes, savedPressed);
  }

  private void load(byte[] bytes, boolean pressed) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      ALEState state = new ALEState(new BytePointer(bytes));
      if (pressed) {
        reset();
      } else {
        releaseReset();
      }
      ale.restoreSystemState(state);
    } catch (RuntimeException e) {
      throw new IOException(
          "the Arcade Learning Environment does not take the saved state; resume with the release"
              + " that the run was started with",
          e);
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
