/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

import org.presage.e2.sm.kpm.IndicationMessage;

/**
 * An indication message of any format: a list is format 3; an object whose measurements
 * have conditions is format 2, any other format 1.
 */
final class MessageByShape extends StdDeserializer<IndicationMessage> {

	MessageByShape() {
		super(IndicationMessage.class);
	}

	@Override
	public IndicationMessage deserialize(JsonParser in, DeserializationContext context) {
		JsonNode json = context.readTree(in);
		Class<? extends IndicationMessage> format = json.isArray() ? IndicationMessage.UeReports.class
				: json.path("measurements").path(0).has("conditions") ? IndicationMessage.ConditionalReport.class
						: IndicationMessage.Report.class;
		return context.readTreeAsValue(json, format);
	}

}
