/** Tests. */
@NullMarked
package org.presage.server.grpc;

import org.jspecify.annotations.NullMarked;
