/** Tests. */
@NullMarked
package org.presage.planner;

import org.jspecify.annotations.NullMarked;
