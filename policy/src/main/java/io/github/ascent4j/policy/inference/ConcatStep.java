package io.github.ascent4j.policy.inference;

/** Lays what it reads side by side. */
record ConcatStep(int outputs) implements Step {
  @Override
  public void run(float[][] in, float[] y, float[] work, float[] state, float[] next) {
    int column = 0;
    for (float[] x : in) {
      System.arraycopy(x, 0, y, column, x.length);
      column += x.length;
    }
  }
}
