package io.github.ascent4j.policy.inference;

import io.github.ascent4j.policy.program.Operation;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.program.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A program with its weights, run for one sample or for several at a time.
 *
 * <p>Thread safety: immutable, and so shared by all threads; a {@link Workspace} and a {@link
 * Block} are for one thread at a time.
 */
public final class InferenceNetwork {
  /**
   * A program's read of the row, and the slot that it fills.
   *
   * @param whole whether it is all the numbers, which need not be copied
   */
  private record Source(Operation.Read read, int slot, boolean whole) {
    static Source of(Operation.Read read, int slot, int numbers) {
      return new Source(read, slot, !read.bytes() && read.output().size() == numbers);
    }
  }

  private final Program program;
  private final Circuit circuit;
  private final Source[] sources;

  /** What divides the bytes of images, by byte. */
  private final float[] pixels = new float[256];

  private final List<Circuit.Node> actor;
  private final List<Circuit.Node> critic;

  /** What only the next state needs, once the actor has run. */
  private final List<Circuit.Node> memory;

  private final int policy;
  private final int linear;
  private final int value;

  /**
   * @param program yields a policy, and perhaps a value
   * @param parameters all parameters in the order of its layout; copied
   */
  public InferenceNetwork(Program program, float[] parameters) {
    this.program = program;
    Value head = head(program);
    circuit = new Circuit(program, parameters, List.of(head));
    policy = circuit.slot(program.output(Program.POLICY));
    linear = circuit.slot(head);
    actor = circuit.needed(Set.of(policy));
    value = program.yields(Program.VALUE) ? circuit.slot(program.output(Program.VALUE)) : -1;
    critic = circuit.needed(Set.of(value));
    Set<Circuit.Node> run = new HashSet<>(actor);
    memory =
        circuit.needed(circuit.remembering()).stream().filter(node -> !run.contains(node)).toList();
    List<Source> read = new ArrayList<>();
    for (Operation operation : program.operations()) {
      if (operation instanceof Operation.Read source) {
        read.add(Source.of(source, circuit.slot(source.output()), program.numbers()));
        for (int i = 0; source.bytes() && i < pixels.length; i++) {
          pixels[i] = i / source.divisor();
        }
      }
    }
    sources = read.toArray(Source[]::new);
  }

  /** What the last linear layer of the actor yields. */
  private static Value head(Program program) {
    Value head = program.output(Program.POLICY);
    for (Operation operation : program.needed(Program.POLICY)) {
      head = operation instanceof Operation.Dense dense ? dense.output() : head;
    }
    return head;
  }

  public Program program() {
    return program;
  }

  private void checkCritic() {
    if (value < 0) {
      throw new IllegalStateException("this network has no critic");
    }
  }

  /** Whether anything follows the actor's last linear layer. */
  public boolean hasTail() {
    return policy != linear;
  }

  /** A step with the arrays of one thread. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Bound(Step step, float[][] inputs, float[] output, float[] work) {}

  /** The arrays of one thread. */
  public final class Workspace {
    /** What goes in: the observation's numbers, then those of the step before, [F]. */
    public final float[] numbers = new float[program.numbers()];

    /** What goes in: images, [U]. */
    public final byte[] images = new byte[program.bytes()];

    /** What the network remembers of the step before, [S]; zeros at first. */
    public float[] state = new float[program.stateSize()];

    private float[] next = new float[state.length];
    private final float[][] slots = new float[circuit.slots()][];
    private final Bound[] actorSteps;
    private final Bound[] criticSteps;
    private final Bound[] memorySteps;

    private Workspace() {
      for (Source source : sources) {
        slots[source.slot] = source.whole ? numbers : new float[circuit.size(source.slot)];
      }
      for (int slot = 0; slot < slots.length; slot++) {
        if (slots[slot] == null) {
          int shared = circuit.shared(slot);
          slots[slot] = shared == slot ? new float[circuit.size(slot)] : slots[shared];
        }
      }
      actorSteps = bind(actor);
      criticSteps = bind(critic);
      memorySteps = bind(memory);
    }

    private Bound[] bind(List<Circuit.Node> nodes) {
      return nodes.stream().map(this::bind).toArray(Bound[]::new);
    }

    private Bound bind(Circuit.Node node) {
      float[][] inputs = node.inputs().stream().map(slot -> slots[slot]).toArray(float[][]::new);
      float[] work = new float[node.step().workSize()];
      return new Bound(node.step(), inputs, slots[node.output()], work);
    }

    /**
     * Runs the actor.
     *
     * @return the parameters of the distribution, [P], until the next run
     */
    public float[] policy() {
      read();
      run(actorSteps);
      return outputs();
    }

    /** What the last run of the actor returned. */
    public float[] outputs() {
      return slots[policy];
    }

    /** What the actor's last linear layer yielded, before all that follows it. */
    public float[] linear() {
      return slots[linear];
    }

    /** Takes the state on to the step after the one that {@link #policy} ran. */
    public void remember() {
      run(memorySteps);
      float[] before = state;
      state = next;
      next = before;
    }

    /** Runs the critic, which there must be; the state stays. */
    public float value() {
      checkCritic();
      read();
      run(criticSteps);
      return slots[value][0];
    }

    private void read() {
      for (Source source : sources) {
        float[] slot = slots[source.slot];
        int offset = source.read.offset();
        if (source.read.bytes()) {
          for (int k = 0; k < slot.length; k++) {
            slot[k] = pixels[images[offset + k] & 0xff];
          }
        } else if (!source.whole) {
          System.arraycopy(numbers, offset, slot, 0, slot.length);
        }
      }
    }

    private void run(Bound[] steps) {
      for (Bound bound : steps) {
        bound.step.run(bound.inputs, bound.output, bound.work, state, next);
      }
    }
  }

  /** Arrays for another thread. */
  public Workspace workspace() {
    return new Workspace();
  }

  /** A step with the arrays of several samples. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record BoundRows(Step step, float[][][] inputs, float[][] outputs, float[] work) {}

  /**
   * The arrays of several samples, which go through the network together, so that weights are read
   * once for all. Each sample gets the bits that it gets alone.
   */
  public final class Block {
    private final Workspace[] rows;
    private final BoundRows[] actorSteps;
    private final BoundRows[] criticSteps;

    private Block(int capacity) {
      rows = new Workspace[capacity];
      for (int i = 0; i < capacity; i++) {
        rows[i] = new Workspace();
      }
      actorSteps = bind(row -> row.actorSteps);
      criticSteps = bind(row -> row.criticSteps);
    }

    private BoundRows[] bind(Function<Workspace, Bound[]> ofRow) {
      BoundRows[] bound = new BoundRows[ofRow.apply(rows[0]).length];
      for (int k = 0; k < bound.length; k++) {
        float[][][] inputs = new float[rows.length][][];
        float[][] outputs = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
          Bound alone = ofRow.apply(rows[i])[k];
          inputs[i] = alone.inputs;
          outputs[i] = alone.output;
        }
        Bound first = ofRow.apply(rows[0])[k];
        bound[k] = new BoundRows(first.step, inputs, outputs, first.work);
      }
      return bound;
    }

    /** What goes in and comes out of a sample. */
    public Workspace row(int i) {
      return rows[i];
    }

    /** Runs the actor for the first {@code count} samples, whose outputs their rows have then. */
    public void runActor(int count) {
      if (count == 1) {
        rows[0].policy();
      } else {
        run(actorSteps, count);
      }
    }

    /** Runs the critic, which there must be, and writes the values of the first samples. */
    public void runCritic(int count, float[] values, int offset) {
      if (count == 1) {
        values[offset] = rows[0].value();
        return;
      }
      checkCritic();
      run(criticSteps, count);
      for (int i = 0; i < count; i++) {
        values[offset + i] = rows[i].slots[value][0];
      }
    }

    private void run(BoundRows[] steps, int count) {
      if (rows[0].state.length > 0) {
        throw new IllegalStateException("a network with memory goes through its steps one by one");
      }
      for (int i = 0; i < count; i++) {
        rows[i].read();
      }
      for (BoundRows bound : steps) {
        bound.step.runAll(bound.inputs, bound.outputs, bound.work, count);
      }
    }
  }

  /**
   * Arrays for another thread and up to {@code capacity} samples, of which a network with memory
   * runs one at a time.
   */
  public Block block(int capacity) {
    return new Block(capacity);
  }
}
