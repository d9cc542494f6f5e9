/** Tests. */
@NullMarked
package org.presage.explain;

import org.jspecify.annotations.NullMarked;
