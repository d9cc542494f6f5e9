/** Tests of {@link org.presage.e2.rsm}. */
@NullMarked
package org.presage.e2.rsm;

import org.jspecify.annotations.NullMarked;
