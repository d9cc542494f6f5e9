/** Tests. */
@NullMarked
package org.presage.e2.sm.ccc;

import org.jspecify.annotations.NullMarked;
