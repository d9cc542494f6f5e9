/** Tests. */
@NullMarked
package org.presage.ric.state;

import org.jspecify.annotations.NullMarked;
