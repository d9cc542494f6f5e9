/** Tests. */
@NullMarked
package org.presage.ric.onos;

import org.jspecify.annotations.NullMarked;
