/**
 * Pictures of environments. An environment says what is to be seen as a {@link
 * io.github.ascent4j.core.scene.Scene}, which is data; {@link
 * io.github.ascent4j.core.scene.ScenePainter} makes an image of it.
 *
 * <p>Knows nothing of the other packages.
 */
@NullMarked
package io.github.ascent4j.core.scene;

import org.jspecify.annotations.NullMarked;
