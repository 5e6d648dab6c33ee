package io.github.ascent4j.mujoco.robot;

/**
 * The world a robot moves in.
 *
 * @param timestep seconds of one step of the simulation
 * @param integrator of the equations of motion
 * @param solver of the constraints
 * @param degrees whether the robot's unit of angle is the degree, otherwise the radian
 * @param gravity m/s²
 * @param density of the medium, kg/m³
 * @param viscosity of the medium, Pa s
 * @param iterations of the solver at most
 * @param totalMass to which all masses are scaled, kg; 0 to leave them as geometry gives them
 */
public record Physics(
    double timestep,
    Integrator integrator,
    Solver solver,
    boolean degrees,
    Point gravity,
    double density,
    double viscosity,
    int iterations,
    double totalMass) {

  /** An integrator. */
  public enum Integrator {
    /** Semi-implicit, first order. */
    EULER("Euler"),
    /** Explicit, fourth order. */
    RUNGE_KUTTA("RK4");

    final String mjcf;

    Integrator(String mjcf) {
      this.mjcf = mjcf;
    }
  }

  /** A solver of constraints. */
  public enum Solver {
    /** Newton's method, MuJoCo's own choice. */
    NEWTON("Newton"),
    /** Projected Gauss-Seidel. */
    GAUSS_SEIDEL("PGS");

    final String mjcf;

    Solver(String mjcf) {
      this.mjcf = mjcf;
    }
  }

  /** On earth and in a vacuum, with angles in radians. */
  public static Physics of(double timestep, Integrator integrator) {
    return new Physics(
        timestep, integrator, Solver.NEWTON, false, Point.at(0, 0, -9.81), 0, 0, 100, 0);
  }

  /** The same with angles in degrees. */
  public Physics inDegrees() {
    return new Physics(
        timestep, integrator, solver, true, gravity, density, viscosity, iterations, totalMass);
  }

  /** The same elsewhere than on earth. */
  public Physics gravity(Point value) {
    return new Physics(
        timestep, integrator, solver, degrees, value, density, viscosity, iterations, totalMass);
  }

  /** The same in a medium. */
  public Physics medium(double newDensity, double newViscosity) {
    return new Physics(
        timestep,
        integrator,
        solver,
        degrees,
        gravity,
        newDensity,
        newViscosity,
        iterations,
        totalMass);
  }

  /** The same with another solver. */
  public Physics solver(Solver newSolver, int newIterations) {
    return new Physics(
        timestep,
        integrator,
        newSolver,
        degrees,
        gravity,
        density,
        viscosity,
        newIterations,
        totalMass);
  }

  /** The same with all masses scaled. */
  public Physics totalMass(double value) {
    return new Physics(
        timestep, integrator, solver, degrees, gravity, density, viscosity, iterations, value);
  }
}
