/** The metrics that Prometheus scrapes: names, descriptions and units, written once. */
@NullMarked
package org.presage.control.metrics;

import org.jspecify.annotations.NullMarked;
