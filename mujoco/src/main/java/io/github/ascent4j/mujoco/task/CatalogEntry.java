package io.github.ascent4j.mujoco.task;

import io.github.ascent4j.mujoco.robot.Robot;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A task by name.
 *
 * @param id as Gymnasium calls it
 * @param description in one line
 * @param timeLimit steps of an episode at most
 * @param rewardThreshold the mean return at which Gymnasium calls the task solved, if it names one
 * @param robot the robot it is defined for
 * @param view how pictures show it
 * @param options its numbers
 * @param task makes the task of what a user chose
 */
record CatalogEntry(
    String id,
    String description,
    int timeLimit,
    OptionalDouble rewardThreshold,
    Robot robot,
    View view,
    Options options,
    Function<Settings, RobotTask> task) {}
