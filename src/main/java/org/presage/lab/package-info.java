/**
 * Experiments that need simulator, model, planner and loop together: branched futures,
 * closed loop, load.
 */
@NullMarked
package org.presage.lab;

import org.jspecify.annotations.NullMarked;
