/** Tests. */
@NullMarked
package org.presage.e2.grpc;

import org.jspecify.annotations.NullMarked;
