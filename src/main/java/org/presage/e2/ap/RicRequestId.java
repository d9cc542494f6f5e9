/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * RICrequestID: which request a message belongs to.
 *
 * @param requestor 0 to 65535
 * @param instance 0 to 65535
 */
public record RicRequestId(int requestor, int instance) {

	static final PerType<RicRequestId> TYPE = sequence("RICrequestID", (s) -> {
		var requestor = s.required("ricRequestorID", Per.number(65_535), RicRequestId::requestor);
		var instance = s.required("ricInstanceID", Per.number(65_535), RicRequestId::instance);
		return (v) -> new RicRequestId(v.get(requestor), v.get(instance));
	});

}
