/**
 * How far the world is from what the model expected: surprise, interval coverage, and the
 * names of the metrics.
 */
@NullMarked
package org.presage.monitor;

import org.jspecify.annotations.NullMarked;
