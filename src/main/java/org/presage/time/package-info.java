/** The only package that reads a clock. */
@NullMarked
package org.presage.time;

import org.jspecify.annotations.NullMarked;
