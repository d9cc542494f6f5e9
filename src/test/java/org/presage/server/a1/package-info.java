/** Tests. */
@NullMarked
package org.presage.server.a1;

import org.jspecify.annotations.NullMarked;
