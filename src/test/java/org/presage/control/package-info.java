/** Tests. */
@NullMarked
package org.presage.control;

import org.jspecify.annotations.NullMarked;
