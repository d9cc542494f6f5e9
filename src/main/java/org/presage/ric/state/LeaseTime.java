/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.time.Duration;

/**
 * How long leases last.
 *
 * @param lasts without renewal, those of this server
 * @param longest of any server that may hold the same cells; whoever finds no lease waits
 * for as long, since a server whose lease was forgotten may have another configuration
 */
public record LeaseTime(Duration lasts, Duration longest) {

	public LeaseTime {
		if (lasts.compareTo(longest) > 0) {
			throw new IllegalArgumentException("a lease of " + lasts + ", longer than " + longest);
		}
	}

}
