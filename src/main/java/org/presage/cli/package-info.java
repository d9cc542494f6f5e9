/** The commands of the program. */
@NullMarked
package org.presage.cli;

import org.jspecify.annotations.NullMarked;
