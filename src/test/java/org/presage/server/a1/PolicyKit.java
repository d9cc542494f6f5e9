/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.ric.state.MemoryStore;
import org.presage.ric.state.StateStore;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;

/** A book of policies with a clock that the test owns. */
abstract class PolicyKit {

	static final String NETWORK = "'scope':{'network':true}";

	final ManualClock clock = new ManualClock();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final StateStore store = new MemoryStore();

	@Nullable KpiSchema schema = TestModels.schema();

	PolicyStore book = book(5);

	PolicyStore book(int most) {
		this.meters.clear();
		return new PolicyStore(new PolicyChecks(ControlSettings.defaults(), () -> this.schema),
				new KeptPolicies(this.store), this.clock, this.meters, most);
	}

	static String cell(String cell) {
		return "'scope':{'cells':[{'node':'n','cell':'" + cell + "'}]}";
	}

	static String slice(String cell, String slice) {
		return "'scope':{'cells':[{'node':'n','cell':'" + cell + "'}],'slices':['" + slice + "']}";
	}

	static byte[] json(String fields) {
		return ('{' + fields + '}').replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

	PolicyStore.Change put(String id, String fields) {
		return this.book.put(id, PolicySource.REST, json(fields));
	}

	CellIntent intent(String cell, String slice) {
		return this.book.get().of(new CellId("n", cell, slice));
	}

	double refused(String reason) {
		return this.meters.counter("wm.policy.refused", "reason", reason).count();
	}

	double policies(String state) {
		return this.meters.get("wm.policies").tag("state", state).gauge().value();
	}

	PolicyStatus status(String id) {
		return this.book.status(id).orElseThrow();
	}

}
