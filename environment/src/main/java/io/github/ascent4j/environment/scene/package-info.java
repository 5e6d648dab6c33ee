/**
 * Pictures of environments, as data: an environment says what is to be seen as a {@link
 * io.github.ascent4j.environment.scene.Scene}, and whoever shows it paints it.
 *
 * <p>Knows nothing of the other packages.
 */
@NullMarked
package io.github.ascent4j.environment.scene;

import org.jspecify.annotations.NullMarked;
