/** The image, in containers of a real engine. Skipped where there is none. */
@NullMarked
package org.presage.container;

import org.jspecify.annotations.NullMarked;
