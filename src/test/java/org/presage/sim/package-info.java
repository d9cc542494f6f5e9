/** Tests. */
@NullMarked
package org.presage.sim;

import org.jspecify.annotations.NullMarked;
