/**
 * What a training reports while it runs, and where that goes: tables, lines of JSON, TensorBoard. A
 * side room: names and numbers come in, files go out; knows no algorithm and no environment.
 */
@NullMarked
package io.github.ascent4j.core.logging;

import org.jspecify.annotations.NullMarked;
