/** Tests. */
@NullMarked
package org.presage.config;

import org.jspecify.annotations.NullMarked;
