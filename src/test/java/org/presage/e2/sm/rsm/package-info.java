/** Tests. */
@NullMarked
package org.presage.e2.sm.rsm;

import org.jspecify.annotations.NullMarked;
