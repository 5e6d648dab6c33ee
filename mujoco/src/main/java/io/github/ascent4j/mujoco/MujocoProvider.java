package io.github.ascent4j.mujoco;

import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.environment.catalog.EnvironmentInfo;
import io.github.ascent4j.environment.catalog.EnvironmentOption;
import io.github.ascent4j.environment.catalog.EnvironmentProvider;
import io.github.ascent4j.environment.catalog.EnvironmentRequest;
import io.github.ascent4j.mujoco.task.RobotEnvironments;
import java.util.List;

/**
 * The robots of Gymnasium by name, versions 4 and 5, and {@code mujoco:FILE.xml} for a user's own.
 */
public final class MujocoProvider implements EnvironmentProvider {
  @Override
  public List<EnvironmentInfo> list() {
    return RobotEnvironments.list();
  }

  @Override
  public boolean provides(String id) {
    return RobotEnvironments.has(id);
  }

  /** A robot with a name is, one of a file is not. */
  @Override
  public boolean selfContained(String id) {
    return !id.startsWith(RobotEnvironments.FILE_PREFIX);
  }

  @Override
  public String absolute(String id) {
    return RobotEnvironments.absolute(id);
  }

  @Override
  public List<EnvironmentOption> options(String id) {
    return RobotEnvironments.options(id);
  }

  @Override
  public VectorEnvironment make(EnvironmentRequest request) {
    return RobotEnvironments.make(request);
  }
}
