/** Tests. */
@NullMarked
package org.presage.offline.evaluation;

import org.jspecify.annotations.NullMarked;
