/** Clients of the gRPC API. */
@NullMarked
package org.presage.client;

import org.jspecify.annotations.NullMarked;
