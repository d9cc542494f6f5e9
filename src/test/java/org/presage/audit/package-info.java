/** Tests. */
@NullMarked
package org.presage.audit;

import org.jspecify.annotations.NullMarked;
