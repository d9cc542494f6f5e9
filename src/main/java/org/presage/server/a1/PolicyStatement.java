/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

/**
 * A statement that counts somewhere.
 *
 * @param by policy that made it
 * @param rank of the policy there, 0 for the one that counts before all others
 * @param value what it says
 */
record PolicyStatement(A1Policy by, int rank, Object value) {
}
