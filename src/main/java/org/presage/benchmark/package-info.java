/**
 * Experiments that need simulator, model, planner and loop together: branched futures,
 * closed loop, load.
 */
@NullMarked
package org.presage.benchmark;

import org.jspecify.annotations.NullMarked;
