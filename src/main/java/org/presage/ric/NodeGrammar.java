/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.Measurement;

/**
 * Decides which grammar is spoken to a node: what is configured first, then what the node
 * offers. Where that does not tell, the node is not asked at all.
 */
final class NodeGrammar {

	private NodeGrammar() {
	}

	/**
	 * The dialect, speaking the grammar of the node.
	 * @param names of the settings of nodes
	 * @throws InvalidInputException naming the key to configure if the grammar is not
	 * known, or the node would not survive such a subscription
	 */
	static Dialect of(CellTarget target, Dialect dialect, SettingNames names) {
		Family configured = target.grammar();
		Family family = (configured != null) ? configured : found(target, dialect, names);
		Dialect spoken = dialect.speaking(family);
		if (spoken.style() != 1 && (family == Family.KPM_V2_01 || family == Family.KPM_V2_00)) {
			throw new InvalidInputException("dialect of " + target.node(),
					"one of report style 1: nodes of grammar " + family
							+ " know no other, and FlexRIC's end when they are asked for style 4",
					dialect.name() + " with style " + dialect.style());
		}
		if (family == Family.KPM_V2_00 && target.cell().objectId() == null) {
			throw new InvalidInputException(names.of("nodes[].cells[].objectId"),
					"the cell's cellObjectId, which subscriptions of kpm-v2.00 name", "none for " + target.id());
		}
		return spoken;
	}

	private static Family found(CellTarget target, Dialect dialect, SettingNames names) {
		KpmEvidence evidence = target.evidence();
		Family own = dialect.family();
		if (own != null && target.ownDialect()) {
			return own;
		}
		if (evidence.possible().isEmpty()) {
			throw new InvalidInputException("E2SM-KPM of " + target.node(), "version 2.00 or later",
					"KPM v1 (" + evidence.found() + "), which Presage does not speak");
		}
		Family only = evidence.only();
		if (only != null) {
			return only;
		}
		boolean unknown = evidence.found().isEmpty();
		// The default dialect is no word about this node, unless it is of such nodes
		// only.
		if (own != null && (unknown || own != Family.STANDARD && evidence.possible().contains(own))) {
			return own;
		}
		throw new InvalidInputException(names.of("nodes[].grammar") + " of " + target.node(),
				"one of " + Arrays.toString(Family.values()),
				"nothing that tells its grammar: "
						+ (unknown ? "the node's RAN function is not known"
								: evidence.found() + " fits " + evidence.possible())
						+ ". A wrong grammar would end the node's process, so it is not subscribed to");
	}

	/**
	 * Checks that a node of the grammar survives a definition. FlexRIC ends on most
	 * labels in the legacy grammar and in KPM v2.01, there on all but formats 1 to 3 too.
	 * @throws InvalidInputException naming what it would not survive
	 */
	static ActionDefinition safe(ActionDefinition definition, Family family) {
		if (family != Family.KPM_V2_01 && family != Family.FLEXRIC_LEGACY) {
			return definition;
		}
		boolean format = switch (definition.action()) {
			case ActionDefinition.Measure measure -> true;
			case ActionDefinition.MeasureUe ue -> true;
			case ActionDefinition.MeasureConditional conditional -> true;
			case ActionDefinition.MeasureMatching matching -> family == Family.FLEXRIC_LEGACY;
			case ActionDefinition.MeasureUes ues -> family == Family.FLEXRIC_LEGACY;
		};
		if (!format) {
			throw new InvalidInputException("action definition", "format 1, 2 or 3 for a node of " + family,
					definition.action().getClass().getSimpleName());
		}
		for (Measurement measurement : definition.measurements()) {
			measurement.labels().forEach((label) -> check(measurement.name(), label, family));
		}
		return definition;
	}

	private static void check(@Nullable String measurement, Label label, Family family) {
		Label known = new Label(label.noLabel(), label.plmn(), label.slice(), label.fiveQi(), null, null, null, null,
				null, null, null, null, null, null, null, null, null, null, null, null, label.avg(), null, null, null,
				null, null);
		if (!label.equals(known)) {
			throw new InvalidInputException("labels of " + measurement,
					"noLabel, plmnID, sliceID, fiveQI or avg, the labels that a FlexRIC node of " + family
							+ " survives",
					label + ". List what the node offers in its configuration, or use a dialect without it");
		}
	}

}
