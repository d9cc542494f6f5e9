/** Tests. */
@NullMarked
package org.presage.base;

import org.jspecify.annotations.NullMarked;
