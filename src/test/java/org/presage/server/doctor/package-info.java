/** Tests. */
@NullMarked
package org.presage.server.doctor;

import org.jspecify.annotations.NullMarked;
