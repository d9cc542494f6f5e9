/** Who may call what at the gRPC edge, and how much. */
@NullMarked
package org.presage.e2.access;

import org.jspecify.annotations.NullMarked;
