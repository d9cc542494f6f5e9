/** Tests of {@link org.presage.e2.ap}. */
@NullMarked
package org.presage.e2.ap;

import org.jspecify.annotations.NullMarked;
