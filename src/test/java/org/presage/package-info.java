/** Tests. */
@NullMarked
package org.presage;

import org.jspecify.annotations.NullMarked;
