/**
 * How an agent's raw action becomes the action an environment is given. What is stored and learnt
 * from stays raw. Uses {@code space} and {@code math}.
 */
@NullMarked
package io.github.ascent4j.policy.action;

import org.jspecify.annotations.NullMarked;
