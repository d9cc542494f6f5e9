/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import java.util.List;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/** E2SM-RC-ControlMessage of formats 1 and 2. */
public sealed interface RcMessage permits RcControlMessage, RcMessage.Several {

	/** E2SM-RC-ControlMessage in each grammar. */
	PerGrammar<RcMessage> TYPES = new PerGrammar<>(RcMessage::type);

	/**
	 * Format 2: several styles and actions.
	 *
	 * @param styles one to 63
	 */
	record Several(List<Style> styles) implements RcMessage {

		/** E2SM-RC-ControlMessage of format 2, in each grammar. */
		public static final PerGrammar<Several> TYPES = new PerGrammar<>((grammar) -> RcMessage.TYPES.in(grammar)
			.as((message) -> RcHeader.format(Several.class, message), (message) -> message));

	}

	/**
	 * E2SM-RC-ControlMessage-Format2-Style-Item.
	 *
	 * @param style of the control
	 * @param actions of the style, one to 63
	 */
	record Style(long style, List<Action> actions) {
	}

	/**
	 * E2SM-RC-ControlMessage-Format2-ControlAction-Item.
	 *
	 * @param action of the style
	 * @param parameters of the action
	 */
	record Action(long action, List<Parameter> parameters) {
	}

	private static PerType<RcMessage> type(Grammar grammar) {
		PerType<Parameter> item = Parameter.item("E2SM-RC-ControlMessage-Format1-Item", ParameterValue.TYPE);
		PerType<RcControlMessage> format1 = sequence("E2SM-RC-ControlMessage-Format1", (s) -> {
			var parameters = s.required("ranP-List", list(0, 65535, item), RcControlMessage::parameters);
			return (v) -> new RcControlMessage(v.get(parameters));
		});
		PerType<Action> action = sequence("E2SM-RC-ControlMessage-Format2-ControlAction-Item", (s) -> {
			var id = s.required("ric-ControlAction-ID", Per.extensible(1, 65535), Action::action);
			var parameters = s.required("ranP-List", format1, (Action a) -> new RcControlMessage(a.parameters));
			return (v) -> new Action(v.get(id), v.get(parameters).parameters());
		});
		PerType<Style> style = sequence("E2SM-RC-ControlMessage-Format2-Style-Item", (s) -> {
			var id = s.required("indicated-Control-Style-Type", Per.INTEGER, Style::style);
			var actions = s.required("ric-ControlAction-List", list(1, 63, action), Style::actions);
			return (v) -> new Style(v.get(id), v.get(actions));
		});
		PerType<Several> format2 = sequence("E2SM-RC-ControlMessage-Format2", (s) -> {
			var styles = s.required("ric-ControlStyle-List", list(1, 63, style), Several::styles);
			return (v) -> new Several(v.get(styles));
		});
		PerType<RcMessage> formats = choice("ric-controlMessage-formats", (c) -> {
			c.root("controlMessage-Format1", RcControlMessage.class, format1);
			c.add(grammar.controlFormat2(), "controlMessage-Format2", Several.class, format2);
		});
		return sequence("E2SM-RC-ControlMessage", (s) -> {
			var message = s.required("ric-controlMessage-formats", formats, (RcMessage itself) -> itself);
			return (v) -> v.get(message);
		});
	}

}
