/** What survives a restart: a few short texts in a file or in the shared data layer. */
@NullMarked
package org.presage.ric.state;

import org.jspecify.annotations.NullMarked;
