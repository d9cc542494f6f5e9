/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

import org.presage.base.LogKeys;
import org.presage.server.tracing.DecisionTraces;

/** Adds the trace of the decision that a line concerns, if it is followed. */
public final class TraceField implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

	@Override
	public void customize(JsonWriter.Members<ILoggingEvent> members) {
		members.add("trace.id", TraceField::trace).whenNotNull();
	}

	private static @Nullable String trace(ILoggingEvent line) {
		if (line.getKeyValuePairs() != null) {
			for (KeyValuePair pair : line.getKeyValuePairs()) {
				if (pair.key.equals(LogKeys.DECISION) && pair.value instanceof Long decision) {
					return DecisionTraces.traceOf(decision);
				}
			}
		}
		return null;
	}

}
