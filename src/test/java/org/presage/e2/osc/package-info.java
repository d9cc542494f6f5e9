@NullMarked
package org.presage.e2.osc;

import org.jspecify.annotations.NullMarked;
