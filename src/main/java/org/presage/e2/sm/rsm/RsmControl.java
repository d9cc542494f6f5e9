/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/** E2SM-RSM-ControlMessage: what happens to a slice. */
public sealed interface RsmControl {

	/** E2SM-RSM-ControlMessage; associations of devices are refused. */
	PerType<RsmControl> TYPE = choice("E2SM-RSM-ControlMessage", (c) -> {
		c.root("sliceCreate", Create.class, SliceConfig.TYPE.as(Create::new, Create::config));
		c.root("sliceUpdate", Update.class, SliceConfig.TYPE.as(Update::new, Update::config));
		c.root("sliceDelete", Delete.class, Delete.SEQUENCE);
		c.root("sliceAssociate", RsmControl.class, new NotHere<>("SliceAssociate"));
	});

	/** The header that a node wants with this message. */
	RsmHeader header();

	/**
	 * A new slice.
	 *
	 * @param config of it
	 */
	record Create(SliceConfig config) implements RsmControl {

		@Override
		public RsmHeader header() {
			return new RsmHeader(RsmHeader.Command.SLICE_CREATE);
		}

	}

	/**
	 * Another configuration of a slice that is there.
	 *
	 * @param config of it
	 */
	record Update(SliceConfig config) implements RsmControl {

		@Override
		public RsmHeader header() {
			return new RsmHeader(RsmHeader.Command.SLICE_UPDATE);
		}

		/** Only what every node wants: another weight. */
		public static Update weight(long slice, Direction direction, SliceConfig.Scheduler scheduler, int weight) {
			SliceConfig.Parameters parameters = new SliceConfig.Parameters(scheduler, (long) weight, null);
			return new Update(new SliceConfig(slice, null, parameters, direction));
		}

	}

	/**
	 * SliceDelete: no such slice any more.
	 *
	 * @param slice its number, 1 to 2³² − 1
	 * @param direction of its traffic
	 */
	record Delete(long slice, Direction direction) implements RsmControl {

		static final PerType<Delete> SEQUENCE = sequence("SliceDelete", (s) -> {
			var slice = s.required("sliceID", SliceConfig.ID, Delete::slice);
			var direction = s.required("sliceType", Direction.TYPE, Delete::direction);
			return (v) -> new Delete(v.get(slice), v.get(direction));
		});

		@Override
		public RsmHeader header() {
			return new RsmHeader(RsmHeader.Command.SLICE_DELETE);
		}

	}

}
