package io.github.ascent4j.mujoco.robot;

/** A marked place of a body. */
public record Site(String name, Point place) implements Part {}
