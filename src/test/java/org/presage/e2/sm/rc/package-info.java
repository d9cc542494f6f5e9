/** Tests. */
@NullMarked
package org.presage.e2.sm.rc;

import org.jspecify.annotations.NullMarked;
