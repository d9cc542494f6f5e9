/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * SliceConfig: a slice and how it is scheduled.
 *
 * @param slice its number, 1 to 2³² − 1
 * @param description for humans; null without
 * @param parameters how it is scheduled
 * @param direction of its traffic
 */
public record SliceConfig(long slice, @Nullable String description, Parameters parameters, Direction direction) {

	static final PerType<Long> ID = Per.integer(1, 0xFFFF_FFFFL);

	static final PerType<SliceConfig> TYPE = sequence("SliceConfig", (s) -> {
		var slice = s.required("sliceID", ID, SliceConfig::slice);
		var description = s.optional("sliceDescription", Per.printable(1, 160), SliceConfig::description);
		var parameters = s.required("sliceConfigParameters", Parameters.TYPE, SliceConfig::parameters);
		var direction = s.required("sliceType", Direction.TYPE, SliceConfig::direction);
		return (v) -> new SliceConfig(v.get(slice), v.orNull(description), v.get(parameters), v.get(direction));
	});

	/**
	 * SliceParameters, without the advanced ones of scheduleInfo, which are refused.
	 *
	 * @param scheduler among the slice's devices
	 * @param weight of the slice beside others, 1 to 100; null if not told, though the
	 * OpenAirInterface of SD-RAN reads it unseen
	 * @param qosLevel 1 to 129; null if not told
	 */
	public record Parameters(Scheduler scheduler, @Nullable Long weight, @Nullable Long qosLevel) {

		static final PerType<Parameters> TYPE = sequence("SliceParameters", (s) -> {
			var scheduler = s.required("schedulerType", Per.enumerated(Scheduler.class), Parameters::scheduler);
			var weight = s.optional("weight", Per.integer(1, 100), Parameters::weight);
			var qosLevel = s.optional("qosLevel", Per.extensible(1, 129), Parameters::qosLevel);
			s.optional("scheduleInfo", new NotHere<>("ScheduleConfig"), (parameters) -> null);
			return (v) -> new Parameters(v.get(scheduler), v.orNull(weight), v.orNull(qosLevel));
		});

	}

	/** SchedulerType. */
	public enum Scheduler {

		/** One after the other. */
		ROUND_ROBIN,
		/** By what each gets in proportion to what it could. */
		PROPORTIONALLY_FAIR,
		/** By quality class. */
		QOS_BASED

	}

}
