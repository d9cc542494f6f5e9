/** Tests. */
@NullMarked
package org.presage.server.security;

import org.jspecify.annotations.NullMarked;
