/** Tests. */
@NullMarked
package org.presage.e2.dialect;

import org.jspecify.annotations.NullMarked;
