/** Tests. */
@NullMarked
package org.presage.api;

import org.jspecify.annotations.NullMarked;
