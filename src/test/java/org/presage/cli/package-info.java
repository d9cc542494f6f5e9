/** Tests. */
@NullMarked
package org.presage.cli;

import org.jspecify.annotations.NullMarked;
