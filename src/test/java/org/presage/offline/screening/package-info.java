/** Tests. */
@NullMarked
package org.presage.offline.screening;

import org.jspecify.annotations.NullMarked;
