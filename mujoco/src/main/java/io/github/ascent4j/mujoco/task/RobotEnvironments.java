package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.environment.simulator.SimulatorCopies;
import io.github.ascent4j.mujoco.MujocoModel;
import io.github.ascent4j.mujoco.robot.MjcfWriter;
import io.github.ascent4j.mujoco.robot.Motor;
import io.github.ascent4j.policy.space.Box;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the environments of this module. */
public final class RobotEnvironments {
  /** What an id starts with whose rest is the path of an MJCF file. */
  public static final String FILE_PREFIX = "mujoco:";

  private static final int LONGEST_EPISODE = 1_000_000_000;

  private static final Map<String, CatalogEntry> ENTRIES =
      Catalog.entries().stream()
          .collect(
              Collectors.toMap(
                  CatalogEntry::id, Function.identity(), (one, other) -> one, TreeMap::new));

  private RobotEnvironments() {}

  /** The tasks with a name, by name. */
  public static List<EnvironmentInfo> list() {
    return ENTRIES.values().stream().map(RobotEnvironments::info).toList();
  }

  private static EnvironmentInfo info(CatalogEntry entry) {
    EnvironmentRequest usual = EnvironmentRequest.of(entry.id(), 1);
    RobotTask task = entry.task().apply(new Settings(usual, entry.options()));
    List<Motor> motors = entry.robot().motors();
    float[] low = new float[motors.size()];
    float[] high = new float[motors.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = (float) motors.get(i).low();
      high[i] = (float) motors.get(i).high();
    }
    return new EnvironmentInfo(
        entry.id(),
        entry.description(),
        observations(task, Sizes.of(entry.robot())),
        Box.of(low, high),
        entry.timeLimit(),
        entry.rewardThreshold());
  }

  /** Whether there is a task of that name, or the name asks for a file. */
  public static boolean has(String id) {
    return id.startsWith(FILE_PREFIX) || ENTRIES.containsKey(id);
  }

  /** The name with the path of its file, if it has one, absolute. */
  public static String absolute(String id) {
    String file = id.startsWith(FILE_PREFIX) ? id.substring(FILE_PREFIX.length()) : "";
    return file.isEmpty() ? id : FILE_PREFIX + path(id, file).toAbsolutePath();
  }

  /** What can be chosen of a task that {@linkplain #has is there}. */
  public static List<EnvironmentOption> options(String id) {
    CatalogEntry entry = ENTRIES.get(id);
    return (entry == null ? ModelRun.options() : entry.options()).offered();
  }

  /**
   * Makes copies of a task that {@linkplain #has is there}.
   *
   * @throws IllegalArgumentException if an option is wrong, libmujoco is missing, or a file is no
   *     model that fits the task
   */
  public static VectorEnvironment make(EnvironmentRequest request) {
    try {
      CatalogEntry entry = ENTRIES.get(request.id());
      return entry == null ? ofFile(request) : ofName(request, entry);
    } catch (EnvironmentException e) {
      throw new IllegalArgumentException(request.id() + ": " + e.getMessage(), e);
    }
  }

  private static VectorEnvironment ofName(EnvironmentRequest request, CatalogEntry entry) {
    Settings settings = new Settings(request, entry.options());
    RobotTask task = entry.task().apply(settings);
    String file = request.text("xml_file", "");
    if (!file.isEmpty()) {
      try (MujocoModel model = MujocoModel.ofFile(path(request.id(), file))) {
        return copies(
            request,
            model,
            task,
            new PointPicture(model),
            entry.description(),
            entry.timeLimit(),
            entry.rewardThreshold());
      }
    }
    try (MujocoModel model = MujocoModel.ofMjcf(MjcfWriter.write(entry.robot()))) {
      return copies(
          request,
          model,
          task,
          new RobotPicture(entry.robot(), entry.view()),
          entry.description(),
          entry.timeLimit(),
          entry.rewardThreshold());
    }
  }

  private static VectorEnvironment ofFile(EnvironmentRequest request) {
    Settings settings = new Settings(request, ModelRun.options());
    String file = request.id().substring(FILE_PREFIX.length());
    if (file.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + request.id() + "\" names no file; write " + FILE_PREFIX + "FILE.xml");
    }
    int timeLimit = settings.count("max_episode_steps", 1, LONGEST_EPISODE);
    try (MujocoModel model = MujocoModel.ofFile(path(request.id(), file))) {
      if (model.nbody() < 2) {
        throw new IllegalArgumentException(request.id() + " has no body; there is nothing to move");
      }
      return copies(
          request,
          model,
          ModelRun.task(settings, model),
          new PointPicture(model),
          "move the robot of an MJCF file along x",
          timeLimit,
          OptionalDouble.empty());
    }
  }

  private static Path path(String id, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          id + ": \"" + file + "\" is no path; give that of an MJCF file", e);
    }
  }

  private static VectorEnvironment copies(
      EnvironmentRequest request,
      MujocoModel model,
      RobotTask task,
      Picture picture,
      String description,
      int timeLimit,
      OptionalDouble rewardThreshold) {
    Sizes sizes = Sizes.of(model);
    if (Math.min(sizes.nq(), sizes.nv()) < task.leastNumbers() || model.nu() == 0) {
      throw new IllegalArgumentException(
          request.id()
              + ": the model has "
              + sizes.nq()
              + " numbers of position, "
              + sizes.nv()
              + " of velocity and "
              + model.nu()
              + " actuators; the task needs at least "
              + task.leastNumbers()
              + " of the former each, and an actuator");
    }
    EnvironmentInfo info =
        new EnvironmentInfo(
            request.id(),
            description,
            observations(task, sizes),
            actions(model),
            timeLimit,
            rewardThreshold);
    return new SimulatorCopies(
        info,
        request.copies(),
        request.threads(),
        () -> {
          RobotSimulator simulator = task.simulator(model);
          simulator.show(picture);
          return simulator;
        });
  }

  private static Box observations(RobotTask task, Sizes sizes) {
    return Box.uniform(
        Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, task.observationSize(sizes));
  }

  /** Controls without limits, which MuJoCo writes as 0 and 0, go from -1 to 1. */
  private static Box actions(MujocoModel model) {
    double[] ranges = model.actuatorCtrlRange();
    float[] low = new float[model.nu()];
    float[] high = new float[model.nu()];
    for (int i = 0; i < low.length; i++) {
      boolean unlimited = ranges[2 * i] == 0 && ranges[2 * i + 1] == 0;
      low[i] = unlimited ? -1 : (float) ranges[2 * i];
      high[i] = unlimited ? 1 : (float) ranges[2 * i + 1];
    }
    return Box.of(low, high);
  }
}
