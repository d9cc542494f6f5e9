/** Tests. */
@NullMarked
package org.presage.worldmodel;

import org.jspecify.annotations.NullMarked;
