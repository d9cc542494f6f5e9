/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Ie;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * RICaction-ToBeSetup-Item: what a node is to do when a subscription's event occurs.
 *
 * @param id 0 to 255
 * @param type report, insert or policy
 * @param definition in the service model's encoding; null if there is none
 * @param subsequent what comes after it; null if nothing is said
 * @param executionOrder 0 to 255, of versions from 3 on; null if nothing is said
 */
public record RicAction(int id, Type type, @Nullable Octets definition, @Nullable SubsequentAction subsequent,
		@Nullable Long executionOrder) {

	/** RICactionID. */
	static final PerType<Integer> ID = Per.number(255);

	private static final PerType<RicAction> ITEM = sequence("RICaction-ToBeSetup-Item", (s) -> {
		var id = s.required("ricActionID", ID, RicAction::id);
		var type = s.required("ricActionType", Per.enumerated(Type.class), RicAction::type);
		var definition = s.optional("ricActionDefinition", Per.OCTETS, RicAction::definition);
		var subsequent = s.optional("ricSubsequentAction", SubsequentAction.TYPE, RicAction::subsequent);
		var order = s.extension("ricActionExecutionOrder", Per.extensible(0, 255), RicAction::executionOrder);
		return (v) -> new RicAction(v.get(id), v.get(type), v.orNull(definition), v.orNull(subsequent),
				v.orNull(order));
	});

	/** RICactions-ToBeSetup-List. */
	static final PerType<List<RicAction>> LIST = new Ie<>(19, "RICaction-ToBeSetup-Item", Criticality.IGNORE, ITEM)
		.list(1, 16);

	/** A report, after which the node goes on. */
	public static RicAction report(int id, Octets definition) {
		return new RicAction(id, Type.REPORT, definition, null, null);
	}

	/** RICactionType. */
	public enum Type {

		/** The node tells and goes on. */
		REPORT,
		/** The node tells and waits for an order. */
		INSERT,
		/** The node does it by itself. */
		POLICY

	}

}
