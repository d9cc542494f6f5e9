/**
 * The edge to micro-ONOS: finds nodes and cells, subscribes to their KPIs, feeds the
 * control loop, and sends what it decides.
 */
@NullMarked
package org.presage.ric.onos;

import org.jspecify.annotations.NullMarked;
