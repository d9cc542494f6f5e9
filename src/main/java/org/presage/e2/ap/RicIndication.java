/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICindication: what a node tells about an action of a subscription.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 * @param action RICactionID, 0 to 255
 * @param sequence RICindicationSN, 0 to 65535; null if not told
 * @param type report or insert
 * @param header in the service model's encoding
 * @param message in the service model's encoding
 * @param callProcess null if not told
 */
public record RicIndication(RicRequestId request, int function, int action, @Nullable Integer sequence,
		IndicationType type, Octets header, Octets message, @Nullable Octets callProcess) implements E2apMessage {

	static final PerType<RicIndication> TYPE = elements("RICindication", (s) -> {
		var request = s.required(Ies.REQUEST, RicIndication::request);
		var function = s.required(Ies.FUNCTION, RicIndication::function);
		var action = s.required(Ies.ACTION, RicIndication::action);
		var sequence = s.optional(Ies.SEQUENCE, RicIndication::sequence);
		var type = s.required(Ies.INDICATION_TYPE, RicIndication::type);
		var header = s.required(Ies.HEADER, RicIndication::header);
		var content = s.required(Ies.MESSAGE, RicIndication::message);
		var callProcess = s.optional(Ies.CALL_PROCESS, RicIndication::callProcess);
		return (v) -> new RicIndication(v.get(request), v.get(function), v.get(action), v.orNull(sequence), v.get(type),
				v.get(header), v.get(content), v.orNull(callProcess));
	});

}
