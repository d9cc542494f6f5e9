/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import io.grpc.Context;
import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/** What one client asks of the server at present, on all its streams. */
public final class ClientLoad {

	private static final Context.Key<ClientLoad> KEY = Context.key("presage-client-load");

	private static final ClientLoad UNLIMITED = new ClientLoad(null, null);

	private final @Nullable RateLimit reports;

	private final @Nullable Counter limited;

	/** Guarded by {@link ClientLoads}. */
	int streams;

	/**
	 * @param reports null for no limit
	 * @param limited counts the reports above the limit
	 */
	ClientLoad(@Nullable RateLimit reports, @Nullable Counter limited) {
		this.reports = reports;
		this.limited = limited;
	}

	/** Of the call at hand. */
	public static ClientLoad current() {
		ClientLoad load = KEY.get();
		return (load != null) ? load : UNLIMITED;
	}

	Context in(Context context) {
		return context.withValue(KEY, this);
	}

	/** Whether one more report is within {@code presage.stream.reports-per-second}. */
	public boolean takeReport(long nowNs) {
		if (this.reports == null || this.reports.take(nowNs)) {
			return true;
		}
		if (this.limited != null) {
			this.limited.increment();
		}
		return false;
	}

}
