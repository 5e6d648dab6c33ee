/**
 * Running statistics and the normalisation of observations by them, as part of what an agent is:
 * they are saved, resumed and served with the weights.
 */
@NullMarked
package io.github.ascent4j.policy.normalizer;

import org.jspecify.annotations.NullMarked;
