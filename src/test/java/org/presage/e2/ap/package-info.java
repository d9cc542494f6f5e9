/** Tests. */
@NullMarked
package org.presage.e2.ap;

import org.jspecify.annotations.NullMarked;
