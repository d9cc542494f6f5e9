/** Tests. */
@NullMarked
package org.presage.server;

import org.jspecify.annotations.NullMarked;
