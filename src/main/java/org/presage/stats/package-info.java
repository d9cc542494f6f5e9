/** Closed forms of distributions. */
@NullMarked
package org.presage.stats;

import org.jspecify.annotations.NullMarked;
