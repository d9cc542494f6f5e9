/** Recorded traces: read, checked, cut into parts and windows. */
@NullMarked
package org.presage.offline.data;

import org.jspecify.annotations.NullMarked;
