/** Tests. */
@NullMarked
package org.presage.offline.data;

import org.jspecify.annotations.NullMarked;
