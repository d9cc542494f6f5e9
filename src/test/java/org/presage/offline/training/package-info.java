/** Tests. */
@NullMarked
package org.presage.offline.training;

import org.jspecify.annotations.NullMarked;
