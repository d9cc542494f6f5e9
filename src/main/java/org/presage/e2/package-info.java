/** The edges towards E2 nodes and RICs. */
@NullMarked
package org.presage.e2;

import org.jspecify.annotations.NullMarked;
