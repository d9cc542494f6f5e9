@NullMarked
package org.presage.e2.edge;

import org.jspecify.annotations.NullMarked;
