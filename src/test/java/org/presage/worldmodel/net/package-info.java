/** Tests. */
@NullMarked
package org.presage.worldmodel.net;

import org.jspecify.annotations.NullMarked;
