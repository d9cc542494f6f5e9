/** Services beside the control loop: why a plan, and what if another one. */
@NullMarked
package org.presage.api;

import org.jspecify.annotations.NullMarked;
