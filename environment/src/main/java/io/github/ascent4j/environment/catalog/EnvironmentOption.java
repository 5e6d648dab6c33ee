package io.github.ascent4j.environment.catalog;

/**
 * One thing that can be chosen of an environment.
 *
 * @param name as a user writes it, for example {@code wind_power}
 * @param defaultValue what holds where the user says nothing; empty if it has to be said
 * @param description what it does and which values there are, in one line
 */
public record EnvironmentOption(String name, String defaultValue, String description) {}
