/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * RICsubscriptionRequest: what a node is to tell.
 *
 * @param request which all indications will name
 * @param function RANfunctionID, 0 to 4095
 * @param trigger event trigger definition in the service model's encoding
 * @param actions 1 to 16
 * @param startTime eight octets of NTP, of versions from 3 on; null for at once
 * @param endTime eight octets of NTP, of versions from 3 on; null for never
 */
public record RicSubscriptionRequest(RicRequestId request, int function, Octets trigger, List<RicAction> actions,
		@Nullable Octets startTime, @Nullable Octets endTime) implements E2apMessage {

	static final PerType<RicSubscriptionRequest> TYPE = elements("RICsubscriptionRequest", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionRequest::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionRequest::function);
		var details = s.required(Ies.DETAILS, (message) -> new Details(message.trigger, message.actions));
		var start = s.optional(Ies.START, RicSubscriptionRequest::startTime);
		var end = s.optional(Ies.END, RicSubscriptionRequest::endTime);
		return (v) -> new RicSubscriptionRequest(v.get(request), v.get(function), v.get(details).trigger,
				v.get(details).actions, v.orNull(start), v.orNull(end));
	});

	public RicSubscriptionRequest {
		actions = List.copyOf(actions);
	}

	/** From now on, until it is deleted. */
	public RicSubscriptionRequest(RicRequestId request, int function, Octets trigger, List<RicAction> actions) {
		this(request, function, trigger, actions, null, null);
	}

	/** RICsubscriptionDetails. */
	record Details(Octets trigger, List<RicAction> actions) {

		static final PerType<Details> TYPE = sequence("RICsubscriptionDetails", (s) -> {
			var trigger = s.required("ricEventTriggerDefinition", Per.OCTETS, Details::trigger);
			var actions = s.required("ricAction-ToBeSetup-List", RicAction.LIST, Details::actions);
			return (v) -> new Details(v.get(trigger), v.get(actions));
		});

	}

}
