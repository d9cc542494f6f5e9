/** Tests. */
@NullMarked
package org.presage.ric.osc.rmr;

import org.jspecify.annotations.NullMarked;
