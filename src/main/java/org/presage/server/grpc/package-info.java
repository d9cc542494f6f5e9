/** The services of the gRPC API. */
@NullMarked
package org.presage.server.grpc;

import org.jspecify.annotations.NullMarked;
