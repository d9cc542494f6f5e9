/** The control loop: frame, plan, guard, decision. */
@NullMarked
package org.presage.control;

import org.jspecify.annotations.NullMarked;
