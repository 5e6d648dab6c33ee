package io.github.ascent4j.mujoco.robot;

/**
 * How geometry weighs and touches.
 *
 * @param density kg/m³
 * @param dimensions of a contact's forces: 1 without friction, 3 with sliding friction
 * @param type bits that are compared with the other one's {@code affinity}; two touch if either
 *     pair has a bit in common
 * @param affinity see {@code type}
 * @param sliding friction against sliding
 * @param twisting friction against twisting, m
 * @param rolling friction against rolling, m
 * @param margin distance at which a contact awakes
 * @param impedance how hard a contact is
 */
public record Surface(
    double density,
    int dimensions,
    int type,
    int affinity,
    double sliding,
    double twisting,
    double rolling,
    double margin,
    Impedance impedance) {
  /** MuJoCo's own choice. */
  public static final Surface USUAL =
      new Surface(1000, 3, 1, 1, 1, 0.005, 0.0001, 0, Impedance.USUAL);

  /** The same with another density. */
  public Surface density(double value) {
    return new Surface(
        value, dimensions, type, affinity, sliding, twisting, rolling, margin, impedance);
  }

  /** The same with contacts of another dimension. */
  public Surface dimensions(int value) {
    return new Surface(
        density, value, type, affinity, sliding, twisting, rolling, margin, impedance);
  }

  /** The same touching others. */
  public Surface touching(int newType, int newAffinity) {
    return new Surface(
        density, dimensions, newType, newAffinity, sliding, twisting, rolling, margin, impedance);
  }

  /** The same with another friction. */
  public Surface friction(double newSliding, double newTwisting, double newRolling) {
    return new Surface(
        density,
        dimensions,
        type,
        affinity,
        newSliding,
        newTwisting,
        newRolling,
        margin,
        impedance);
  }

  /** The same with another friction against sliding. */
  public Surface sliding(double value) {
    return friction(value, twisting, rolling);
  }

  /** The same with contacts that awake earlier. */
  public Surface margin(double value) {
    return new Surface(
        density, dimensions, type, affinity, sliding, twisting, rolling, value, impedance);
  }

  /** The same with harder or softer contacts. */
  public Surface impedance(Impedance value) {
    return new Surface(
        density, dimensions, type, affinity, sliding, twisting, rolling, margin, value);
  }
}
