/** Tests. */
@NullMarked
package org.presage.testing;

import org.jspecify.annotations.NullMarked;
