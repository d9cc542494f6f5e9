/** Tests of {@link org.presage.e2.ccc}. */
@NullMarked
package org.presage.e2.ccc;

import org.jspecify.annotations.NullMarked;
