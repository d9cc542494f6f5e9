/** Tests. */
@NullMarked
package org.presage.training;

import org.jspecify.annotations.NullMarked;
