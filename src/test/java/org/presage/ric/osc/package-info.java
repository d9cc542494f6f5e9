/** Tests. */
@NullMarked
package org.presage.ric.osc;

import org.jspecify.annotations.NullMarked;
