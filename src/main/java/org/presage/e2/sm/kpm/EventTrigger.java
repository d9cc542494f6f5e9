/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-KPM-EventTriggerDefinition, format 1: how often to report.
 *
 * @param reportingPeriodMs 1 to 2³² − 1
 */
public record EventTrigger(long reportingPeriodMs) {

	/** E2SM-KPM-EventTriggerDefinition. */
	public static final PerType<EventTrigger> TYPE = sequence("E2SM-KPM-EventTriggerDefinition", (s) -> {
		PerType<EventTrigger> format1 = sequence("E2SM-KPM-EventTriggerDefinition-Format1", (f) -> {
			var period = f.required("reportingPeriod", Per.integer(1, 0xFFFF_FFFFL), EventTrigger::reportingPeriodMs);
			return (v) -> new EventTrigger(v.get(period));
		});
		PerType<EventTrigger> formats = choice("eventDefinition-formats",
				(c) -> c.root("eventDefinition-Format1", EventTrigger.class, format1));
		var trigger = s.required("eventDefinition-formats", formats, (EventTrigger itself) -> itself);
		return (v) -> v.get(trigger);
	});

}
