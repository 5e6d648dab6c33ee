/**
 * A trained agent for a service: load a policy file, give it observations, get actions. Plain Java
 * 17 without dependencies.
 */
@NullMarked
package io.github.ascent4j.policy;

import org.jspecify.annotations.NullMarked;
