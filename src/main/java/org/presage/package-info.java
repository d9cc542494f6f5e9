/**
 * Presage: a near-real-time O-RAN xApp that plans PRB allocations in the imagination of a
 * learned world model.
 */
@NullMarked
package org.presage;

import org.jspecify.annotations.NullMarked;
