@NullMarked
package org.presage.e2.onos;

import org.jspecify.annotations.NullMarked;
