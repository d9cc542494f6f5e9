/** Tests. */
@NullMarked
package org.presage.screen;

import org.jspecify.annotations.NullMarked;
