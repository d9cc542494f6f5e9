/** Tests. */
@NullMarked
package org.presage.ric;

import org.jspecify.annotations.NullMarked;
