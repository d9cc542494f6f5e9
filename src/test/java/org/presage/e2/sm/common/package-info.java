@NullMarked
package org.presage.e2.sm.common;

import org.jspecify.annotations.NullMarked;
