/** Tests. */
@NullMarked
package org.presage.sim.osc;

import org.jspecify.annotations.NullMarked;
