/** Tests of {@link org.presage.e2.rc}. */
@NullMarked
package org.presage.e2.rc;

import org.jspecify.annotations.NullMarked;
