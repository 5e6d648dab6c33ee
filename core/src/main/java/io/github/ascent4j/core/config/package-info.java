/**
 * Config records as trees of plain values: how every setting is listed, changed by name, written
 * and read, whichever groups it shares with the settings of others. A side room: knows no
 * algorithm.
 */
@NullMarked
package io.github.ascent4j.core.config;

import org.jspecify.annotations.NullMarked;
