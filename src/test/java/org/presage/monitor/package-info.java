/** Tests. */
@NullMarked
package org.presage.monitor;

import org.jspecify.annotations.NullMarked;
