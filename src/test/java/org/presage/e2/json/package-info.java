/** Tests. */
@NullMarked
package org.presage.e2.json;

import org.jspecify.annotations.NullMarked;
