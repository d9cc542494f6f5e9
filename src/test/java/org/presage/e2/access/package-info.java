@NullMarked
package org.presage.e2.access;

import org.jspecify.annotations.NullMarked;
