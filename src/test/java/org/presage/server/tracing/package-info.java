/** Tests. */
@NullMarked
package org.presage.server.tracing;

import org.jspecify.annotations.NullMarked;
