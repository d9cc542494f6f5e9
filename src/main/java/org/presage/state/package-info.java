/** What survives a restart: a few short texts in a file or in the shared data layer. */
@NullMarked
package org.presage.state;

import org.jspecify.annotations.NullMarked;
