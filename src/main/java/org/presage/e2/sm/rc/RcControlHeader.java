package org.presage.e2.sm.rc;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-RC-ControlHeader, format 1: what is to be controlled.
 *
 * @param ue the device
 * @param style of the control
 * @param action of the style
 * @param decision on what the node asked; null if it did not ask
 */
public record RcControlHeader(UeId ue, long style, long action, @Nullable Decision decision) {

	/** Style 2: radio resource allocation. */
	public static final long RADIO_RESOURCES = 2;

	/** Action 6 of style 2: slice-level PRB quota. */
	public static final long SLICE_PRB_QUOTA = 6;

	/** E2SM-RC-ControlHeader. */
	public static final PerType<RcControlHeader> TYPE = sequence("E2SM-RC-ControlHeader", (s) -> {
		PerType<RcControlHeader> format1 = sequence("E2SM-RC-ControlHeader-Format1", (f) -> {
			var ue = f.required("ueID", UeId.TYPE, RcControlHeader::ue);
			var style = f.required("ric-Style-Type", Per.INTEGER, RcControlHeader::style);
			var action = f.required("ric-ControlAction-ID", Per.extensible(1, 65535), RcControlHeader::action);
			var decision = f.optional("ric-ControlDecision", Per.enumerated(Decision.class), RcControlHeader::decision);
			return (v) -> new RcControlHeader(v.get(ue), v.get(style), v.get(action), v.orNull(decision));
		});
		PerType<RcControlHeader> formats = choice("ric-controlHeader-formats",
				(c) -> c.root("controlHeader-Format1", RcControlHeader.class, format1));
		var header = s.required("ric-controlHeader-formats", formats, (RcControlHeader itself) -> itself);
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
	public static RcControlHeader sliceQuota(UeId ue) {
		return new RcControlHeader(ue, RADIO_RESOURCES, SLICE_PRB_QUOTA, null);
	}

}
