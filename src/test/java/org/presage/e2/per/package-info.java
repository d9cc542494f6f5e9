/** Tests of {@link org.presage.e2.per}. */
@NullMarked
package org.presage.e2.per;

import org.jspecify.annotations.NullMarked;
