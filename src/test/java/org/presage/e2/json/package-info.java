/** Tests of {@link org.presage.e2.json}. */
@NullMarked
package org.presage.e2.json;

import org.jspecify.annotations.NullMarked;
