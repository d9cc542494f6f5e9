/** Tests. */
@NullMarked
package org.presage.sim.onos;

import org.jspecify.annotations.NullMarked;
