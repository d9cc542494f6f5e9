/** Tests of {@link org.presage.e2.kpm}. */
@NullMarked
package org.presage.e2.kpm;

import org.jspecify.annotations.NullMarked;
