/** The message router against real sockets and against octets that mean harm. */
@NullMarked
package org.presage.e2.rmr;

import org.jspecify.annotations.NullMarked;
