/** Tests. */
@NullMarked
package org.presage.server.config;

import org.jspecify.annotations.NullMarked;
