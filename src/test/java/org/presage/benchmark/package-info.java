/** Tests. */
@NullMarked
package org.presage.benchmark;

import org.jspecify.annotations.NullMarked;
