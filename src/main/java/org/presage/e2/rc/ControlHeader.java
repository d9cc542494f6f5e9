package org.presage.e2.rc;

import org.jspecify.annotations.Nullable;

import org.presage.e2.common.UeId;
import org.presage.e2.per.Per;
import org.presage.e2.per.PerType;

import static org.presage.e2.per.ChoiceType.choice;
import static org.presage.e2.per.SequenceType.sequence;

/**
 * E2SM-RC-ControlHeader, format 1: what is to be controlled.
 *
 * @param ue the device
 * @param style of the control
 * @param action of the style
 * @param decision on what the node asked; null if it did not ask
 */
public record ControlHeader(UeId ue, long style, long action, @Nullable Decision decision) {

	/** Style 2: radio resource allocation. */
	public static final long RADIO_RESOURCES = 2;

	/** Action 6 of style 2: slice-level PRB quota. */
	public static final long SLICE_PRB_QUOTA = 6;

	/** E2SM-RC-ControlHeader. */
	public static final PerType<ControlHeader> TYPE = sequence("E2SM-RC-ControlHeader", (s) -> {
		PerType<ControlHeader> format1 = sequence("E2SM-RC-ControlHeader-Format1", (f) -> {
			var ue = f.required("ueID", UeId.TYPE, ControlHeader::ue);
			var style = f.required("ric-Style-Type", Per.INTEGER, ControlHeader::style);
			var action = f.required("ric-ControlAction-ID", Per.extensible(1, 65535), ControlHeader::action);
			var decision = f.optional("ric-ControlDecision", Per.enumerated(Decision.class), ControlHeader::decision);
			return (v) -> new ControlHeader(v.get(ue), v.get(style), v.get(action), v.orNull(decision));
		});
		PerType<ControlHeader> formats = choice("ric-controlHeader-formats",
				(c) -> c.root("controlHeader-Format1", ControlHeader.class, format1));
		var header = s.required("ric-controlHeader-formats", formats, (ControlHeader itself) -> itself);
		return (v) -> v.get(header);
	});

	/** Answer to what a node asked. */
	public enum Decision {

		/** It may. */
		ACCEPT,
		/** It may not. */
		REJECT

	}

	/** The header of a slice-level PRB quota. */
	public static ControlHeader sliceQuota(UeId ue) {
		return new ControlHeader(ue, RADIO_RESOURCES, SLICE_PRB_QUOTA, null);
	}

}
