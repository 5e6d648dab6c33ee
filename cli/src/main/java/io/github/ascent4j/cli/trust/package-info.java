/**
 * What a file may make this program run. The name of an environment and its options come in as a
 * {@link io.github.ascent4j.cli.trust.ForeignEnvironment}, which cannot be made; a {@link
 * io.github.ascent4j.cli.trust.TrustedEnvironment} goes out, which can: of what the command line
 * says, of what is part of this program, of what this user has had a run made of before, or of what
 * he trusts by saying so. Knows the catalogue of environments, and nothing of runs.
 */
@NullMarked
package io.github.ascent4j.cli.trust;

import org.jspecify.annotations.NullMarked;
