/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.time.Instant;

/**
 * When a policy counts.
 *
 * @param fromMs first millisecond since 1970-01-01T00:00Z; {@link Long#MIN_VALUE} for
 * always
 * @param untilMs first millisecond in which it does not count any more;
 * {@link Long#MAX_VALUE} for never
 */
public record Validity(long fromMs, long untilMs) {

	/** At all times. */
	static final Validity ALWAYS = new Validity(Long.MIN_VALUE, Long.MAX_VALUE);

	boolean contains(long timeMs) {
		return timeMs >= this.fromMs && timeMs < this.untilMs;
	}

	/** The last moment up to that time at which it began or ended. */
	long changeBefore(long timeMs) {
		return (timeMs >= this.untilMs) ? this.untilMs : (timeMs >= this.fromMs) ? this.fromMs : Long.MIN_VALUE;
	}

	/** The next moment after that time at which it begins or ends. */
	long changeAfter(long timeMs) {
		return (timeMs < this.fromMs) ? this.fromMs : (timeMs < this.untilMs) ? this.untilMs : Long.MAX_VALUE;
	}

	@Override
	public String toString() {
		String from = (this.fromMs == Long.MIN_VALUE) ? "" : "from " + Instant.ofEpochMilli(this.fromMs);
		String until = (this.untilMs == Long.MAX_VALUE) ? "" : "until " + Instant.ofEpochMilli(this.untilMs);
		String both = (from + ' ' + until).strip();
		return both.isEmpty() ? "always" : both;
	}

}
