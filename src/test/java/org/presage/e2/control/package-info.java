/** Tests of control messages. */
@NullMarked
package org.presage.e2.control;

import org.jspecify.annotations.NullMarked;
