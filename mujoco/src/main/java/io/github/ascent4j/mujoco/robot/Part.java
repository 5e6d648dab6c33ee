package io.github.ascent4j.mujoco.robot;

/** What a body is made of. Parts of a kind keep their order: it is the order of MuJoCo's arrays. */
public sealed interface Part permits Body, Joint, Geom, Site {}
