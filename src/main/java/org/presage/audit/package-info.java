/** Keeps decisions with all that they were made from, and makes them again. */
@NullMarked
package org.presage.audit;

import org.jspecify.annotations.NullMarked;
