/** The control loop: frame, surprise, plan, guard, decision. */
@NullMarked
package org.presage.control;

import org.jspecify.annotations.NullMarked;
