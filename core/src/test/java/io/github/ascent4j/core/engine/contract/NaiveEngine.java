package io.github.ascent4j.core.engine.contract;

import io.github.ascent4j.core.engine.Engine;
import io.github.ascent4j.core.engine.Optimization;
import io.github.ascent4j.core.engine.TrainableNetwork;
import io.github.ascent4j.policy.program.Program;

/** Plain loops over a program in double precision: the contract's own check, and a pattern. */
public final class NaiveEngine implements Engine {
  @Override
  public String name() {
    return "naive";
  }

  @Override
  public TrainableNetwork create(Program program, Optimization optimization) {
    return new NaiveNetwork(program, optimization);
  }

  @Override
  public void close() {}
}
