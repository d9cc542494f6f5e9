@NullMarked
package org.presage.state;

import org.jspecify.annotations.NullMarked;
