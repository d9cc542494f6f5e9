/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.UeId;

/**
 * E2SM-RC-ControlHeader, format 1: what is to be controlled.
 *
 * @param ue the device
 * @param style of the control
 * @param action of the style
 * @param decision on what the node asked; null if it did not ask
 */
public record RcControlHeader(UeId ue, long style, long action, @Nullable Decision decision) implements RcHeader {

	/** Style 2: radio resource allocation. */
	public static final long RADIO_RESOURCES = 2;

	/** Action 6 of style 2: slice-level PRB quota. */
	public static final long SLICE_PRB_QUOTA = 6;

	/** E2SM-RC-ControlHeader of format 1, in each grammar. */
	public static final PerGrammar<RcControlHeader> TYPES = new PerGrammar<>((grammar) -> RcHeader.TYPES.in(grammar)
		.as((header) -> RcHeader.format(RcControlHeader.class, header), (header) -> header));

	/** E2SM-RC-ControlHeader of format 1 of the standard. */
	public static final PerType<RcControlHeader> TYPE = TYPES.in(Grammar.STANDARD);

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
