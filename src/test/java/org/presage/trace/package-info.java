@NullMarked
package org.presage.trace;

import org.jspecify.annotations.NullMarked;
