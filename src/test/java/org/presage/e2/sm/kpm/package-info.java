/** Tests. */
@NullMarked
package org.presage.e2.sm.kpm;

import org.jspecify.annotations.NullMarked;
