package io.github.ascent4j.core.config;

/**
 * A record of settings that several configs share, each as a component of its own. The settings are
 * named, written and read as if they stood in the config itself: {@code gamma}, not {@code
 * advantages.gamma}, which is understood too. Where two groups of a config have a name in common,
 * both settings are named in full.
 */
public interface SettingGroup {}
