/** Tests. */
@NullMarked
package org.presage.worldmodel.torch;

import org.jspecify.annotations.NullMarked;
