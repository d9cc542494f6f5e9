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
 * RICcontrolRequest: an order to a node.
 *
 * @param request which its answer will name
 * @param function RANfunctionID, 0 to 4095
 * @param callProcess of the indication that it answers; null if it answers none
 * @param header in the service model's encoding
 * @param message in the service model's encoding
 * @param ack null leaves it to the node
 */
public record RicControlRequest(RicRequestId request, int function, @Nullable Octets callProcess, Octets header,
		Octets message, @Nullable ControlAck ack) implements E2apMessage {

	static final PerType<RicControlRequest> TYPE = elements("RICcontrolRequest", (s) -> {
		var request = s.required(Ies.REQUEST, RicControlRequest::request);
		var function = s.required(Ies.FUNCTION, RicControlRequest::function);
		var callProcess = s.optional(Ies.CALL_PROCESS, RicControlRequest::callProcess);
		var header = s.required(Ies.CONTROL_HEADER, RicControlRequest::header);
		var content = s.required(Ies.CONTROL_MESSAGE, RicControlRequest::message);
		var ack = s.optional(Ies.ACK_REQUEST, RicControlRequest::ack);
		return (v) -> new RicControlRequest(v.get(request), v.get(function), v.orNull(callProcess), v.get(header),
				v.get(content), v.orNull(ack));
	});

}
