/**
 * What any engine must do, as tests: extend each of these classes with the engine to be checked.
 *
 * <p>Forward passes against PyTorch's, gradients and curvature products against differences of the
 * outputs, optimiser steps against PyTorch's and TensorFlow's, for networks of every kind of layer
 * and head.
 */
package io.github.ascent4j.core.engine.contract;
