/**
 * Wires the xApp: reads the configuration, starts the loops, edges and servers, and stops
 * them in order.
 */
@NullMarked
package org.presage.server;

import org.jspecify.annotations.NullMarked;
