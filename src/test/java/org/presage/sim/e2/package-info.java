/** Tests. */
@NullMarked
package org.presage.sim.e2;

import org.jspecify.annotations.NullMarked;
