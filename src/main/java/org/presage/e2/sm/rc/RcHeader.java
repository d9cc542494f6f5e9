/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/** E2SM-RC-ControlHeader of formats 1 and 2. */
public sealed interface RcHeader permits RcControlHeader, RcHeader.Several {

	/** E2SM-RC-ControlHeader in each grammar. */
	PerGrammar<RcHeader> TYPES = new PerGrammar<>(RcHeader::type);

	/**
	 * Format 2: several styles and actions, which the message names.
	 *
	 * @param ue the device; null without
	 * @param decision on what the node asked; null if it did not ask
	 */
	record Several(@Nullable UeId ue, RcControlHeader.@Nullable Decision decision) implements RcHeader {

		/** E2SM-RC-ControlHeader of format 2, in each grammar. */
		public static final PerGrammar<Several> TYPES = new PerGrammar<>((grammar) -> RcHeader.TYPES.in(grammar)
			.as((header) -> format(Several.class, header), (header) -> header));

	}

	private static PerType<RcHeader> type(Grammar grammar) {
		PerType<UeId> device = UeId.TYPES.in(grammar);
		PerType<RcControlHeader.Decision> decisions = Per.enumerated(RcControlHeader.Decision.class);
		PerType<RcControlHeader> format1 = sequence("E2SM-RC-ControlHeader-Format1", (s) -> {
			var ue = s.required("ueID", device, RcControlHeader::ue);
			var style = s.required("ric-Style-Type", Per.INTEGER, RcControlHeader::style);
			var action = s.required("ric-ControlAction-ID", Per.extensible(1, 65535), RcControlHeader::action);
			var decision = s.optional("ric-ControlDecision", decisions, RcControlHeader::decision);
			return (v) -> new RcControlHeader(v.get(ue), v.get(style), v.get(action), v.orNull(decision));
		});
		PerType<Several> format2 = sequence("E2SM-RC-ControlHeader-Format2", (s) -> {
			var ue = s.optional("ueID", device, Several::ue);
			var decision = s.optional("ric-ControlDecision", decisions, Several::decision);
			return (v) -> new Several(v.orNull(ue), v.orNull(decision));
		});
		PerType<RcHeader> formats = choice("ric-controlHeader-formats", (c) -> {
			c.root("controlHeader-Format1", RcControlHeader.class, format1);
			c.add(grammar.controlFormat2(), "controlHeader-Format2", Several.class, format2);
		});
		return sequence("E2SM-RC-ControlHeader", (s) -> {
			var header = s.required("ric-controlHeader-formats", formats, (RcHeader itself) -> itself);
			return (v) -> v.get(header);
		});
	}

	/**
	 * The value as that format.
	 * @throws CodecException if it is another one
	 */
	static <F> F format(Class<F> format, Object value) {
		if (format.isInstance(value)) {
			return format.cast(value);
		}
		throw new CodecException(CodecException.NO_OFFSET, "format", format.getSimpleName(),
				value.getClass().getSimpleName());
	}

}
