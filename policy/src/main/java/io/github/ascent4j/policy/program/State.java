package io.github.ascent4j.policy.program;

/**
 * A range of the state that a network remembers of each sequence: an LSTM's hidden state, then its
 * cell state.
 *
 * @param name of the LSTM, for example {@code trunk.0}
 * @param offset where it begins in the state vector
 * @param size twice the LSTM's width
 */
public record State(String name, int offset, int size) {}
